# check finds damage and says how to mend it; the WARC files are read by an independent program.
. "$(dirname "$0")/lib.sh"

warta add "$SOURCE/samples" >/dev/null
ok "a sound archive is whole" prints "the archive is whole" warta check
ok "an independent reader finds every digest right" \
	python3 "$SOURCE/tests/tools/warc_check.py" "$WARTA_ARCHIVE"/warc/*.warc.gz

# Another program's file with faults that readers shrug at: what we keep of it has none.
python3 - <<'P'
def record(fields, block):
    head = "WARC/1.0\r\n" + "".join(f + "\r\n" for f in fields)
    return head.encode("latin-1") + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
def page(n):
    return (f"<html><title>Jembatan {n} dibuka</title><article><h1>Jembatan {n} dibuka</h1><p>Jembatan "
            f"nomor {n} di muara dibuka untuk umum pada hari Senin, kata kepala dinas.</p></article>").encode()
good = ["WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-0000000000%02d>", "WARC-Date: 2022-02-09T10:15:00Z"]
http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
with open("odd.warc", "wb") as f:
    f.write(record(["WARC-Type: resource", good[0] % 1, good[1], "Content-Type: text/html"], page(1)))
    f.write(record(["WARC-Type: response", "WARC-Record-ID: 17", "WARC-Date: 20220209101500",
                    "WARC-Target-URI: <http://odd.example/2>", "Content-Type: application/http",
                    "WARC-Payload-Digest: sha1:" + "A" * 32], http + page(2)))
    f.write(record(["WARC-Target-URI: jembatan tiga", "Content-Type: text/html"], page(3)))
    f.write(record(["WARC-Type: resource", "WARC-Type: response", good[0] % 4, good[1], "X (y): caf\xe9",
                    "WARC-Target-URI: http://odd.example/4", "Content-Type: text/html"], page(4)))
P
ok "a WARC file with faults in its headers comes in" warta -C odd add odd.warc
ok "with its articles" prints 4 warta -C odd count 'title:jembatan'
ok "and is kept without them" \
	python3 "$SOURCE/tests/tools/warc_check.py" odd/warc/warta-00001.warc.gz
odd_text() { zcat odd/warc/warta-00001.warc.gz | tr -d '\r'; }
for kept in 'WARC-Record-ID: 17' 'WARC-Date: 20220209101500' 'WARC-Target-URI: jembatan tiga' \
	'WARC-Payload-Digest: sha1:AAAA' 'WARC-Type: response' 'X--y-: caf?'; do
	ok "nothing is lost: $kept" grep -aqF "Original-$kept" <(odd_text)
done
warta -C odd export >odd-before
ok "and it is read again as before" warta -C odd rebuild
ok "to the letter" same odd-before <(warta -C odd export)
ok "taking it in again adds nothing" warta -C odd add odd.warc
ok "no article twice" prints 4 warta -C odd count 'title:jembatan'

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
