# check finds damage and says how to mend it; the WARC files are read by an independent program.
. "$(dirname "$0")/lib.sh"

warta add "$SOURCE/samples" >/dev/null
ok "a sound archive is whole" prints "the archive is whole" warta check
ok "an independent reader finds every digest right" \
	python3 "$SOURCE/tests/tools/warc_check.py" "$WARTA_ARCHIVE"/warc/*.warc.gz

cp -r "$WARTA_ARCHIVE" bad
python3 - bad/warc/warta-00001.warc.gz <<'P'
import sys
path = sys.argv[1]
data = bytearray(open(path, "rb").read())
data[len(data) // 2] ^= 0x55
open(path, "wb").write(data)
P
ok "a flipped bit in the WARC file is found" gives 1 warta -C bad check
ok "and named with the file" says 'warta-00001.warc.gz' warta -C bad check
ok "with what to do" says 'to mend: ' warta -C bad check

cp -r "$WARTA_ARCHIVE" short
truncate -s -100 short/warc/warta-00001.warc.gz
ok "a WARC file that lost its end is found" gives 1 warta -C short check
cp -r "$WARTA_ARCHIVE" torn
head -c 50 "$WARTA_ARCHIVE/warc/warta-00001.warc.gz" >>torn/warc/warta-00001.warc.gz
ok "a torn tail that nobody acknowledged is no fault" warta -C torn check
ok "the next add cuts it off" warta -C torn add "$SOURCE/samples"
ok "to the old length" same torn/warc/warta-00001.warc.gz "$WARTA_ARCHIVE/warc/warta-00001.warc.gz"

ok "a writer at work keeps others out" bash -c '
	mkfifo hold; "$WARTA" add - <hold >/dev/null & exec 9>hold; sleep 0.3
	"$WARTA" add "$SOURCE/samples/articles.jsonl" 2>busy.txt; code=$?
	exec 9>&-; wait; [ $code = 75 ] && grep -q "another process" busy.txt'
finish
