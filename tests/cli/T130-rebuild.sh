# The WARC files are the truth: the index can be made again, and what only the user knows is kept.
. "$(dirname "$0")/lib.sh"

warta add "$SOURCE/samples" >/dev/null
warta tag +budget +starred -- jembatan >/dev/null
warta tag +read -- lang:de >/dev/null
warta export >before.jsonl
warta export is:starred >starred.jsonl
warta dump >mine.txt
warta list --limit=0 --format=json >list.json

cp -r "$WARTA_ARCHIVE" copy
ok "rebuild" warta -C copy rebuild
ok "the export is the same to the byte" bash -c '"$WARTA" -C copy export | cmp - before.jsonl'
ok "so are tags and marks" bash -c '"$WARTA" -C copy dump | cmp - mine.txt'
ok "and the local numbers" bash -c '"$WARTA" -C copy list --limit=0 --format=json | cmp - list.json'
ok "the archive is whole" warta -C copy check

rm -f copy/warta.db*
ok "without an index, it says what to do" says 'warta rebuild' warta -C copy count
ok "add refuses, too" gives 1 warta -C copy add "$SOURCE/samples"
ok "rebuild makes it from nothing" warta -C copy rebuild
ok "articles are there again" bash -c '"$WARTA" -C copy export | cmp - before.jsonl'
ok "restore brings tags back" warta -C copy restore mine.txt
ok "all of them" bash -c '"$WARTA" -C copy dump | cmp - mine.txt'
ok "search finds by tag" prints "$(warta count tag:budget)" warta -C copy count tag:budget

printf 'garbage' >copy/warta.db
ok "a damaged index is an error" gives 1 warta -C copy count
ok "that rebuild mends, and says what it could not keep" gives 1 warta -C copy rebuild
ok "the damaged file is kept" test "$(cat copy/warta.db.damaged)" = garbage
ok "wholly" bash -c '"$WARTA" -C copy export | cmp - before.jsonl'

# Damage to the tags alone costs no marks, and the file as it was stays.
warta -C copy restore mine.txt >/dev/null 2>&1
python3 - copy/warta.db <<'P'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
size, = db.execute("PRAGMA page_size").fetchone()
page, = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'kept_tag'").fetchone()
db.close()
with open(sys.argv[1], "r+b") as f:
    f.seek((page - 1) * size)
    f.write(bytes(size))
P
cp copy/warta.db torn.db
ok "an index that is damaged in part" says "is damaged, and not all tags.*'.before'" \
	warta -C copy rebuild
ok "is kept" same torn.db copy/warta.db.before
ok "and made again" bash -c '"$WARTA" -C copy export "is:starred" | cmp - starred.jsonl'
ok "whole" warta -C copy check

# WARC files that vanish take no article with them: the old index stays.
cp -r "$WARTA_ARCHIVE" robbed
truncate -s 1000 robbed/warc/warta-00001.warc.gz
ok "WARC files that are shorter are named" says 'warta-00001.*has only 1000 of [0-9]+ bytes' \
	warta -C robbed rebuild
rm robbed/warc/*
ok "a second rebuild tells, too" gives 1 warta -C robbed rebuild
ok "nothing is there" prints 0 warta -C robbed count
mkdir saved && cp robbed/warta.db.before saved/warta.db
ok "but in the first index" bash -c '"$WARTA" -C saved export | cmp - before.jsonl'

head -n 3 mine.txt >cut.txt
ok "a dump that was cut off is refused" gives 1 warta -C copy restore cut.txt
ok "adding goes on after a rebuild" says '^0 articles added' warta -C copy add "$SOURCE/samples"

# What a site repeats is told from the pages before, in this run or another.
mkdir site
python3 "$SOURCE/tests/tools/site_pages.py" site 1 2 3 4 5
ends() { warta -C site.archive export "title:\"boats of day $1\"" | grep -c 'Quay Street' || true; }
for n in 1 2 3 4; do warta -C site.archive add site/$n.html >/dev/null; done
ok "the third page keeps what the site repeats" prints 1 ends 3
ok "the fourth does not, though each came in a run of its own" prints 0 ends 4
sed -i 's/one by one/two by two/' site/2.html site/4.html
ok "pages that changed are new versions" says '^0 articles added.* 2 ' \
	warta -C site.archive add site/2.html site/4.html
ok "as they were but for the change" prints 1 ends 2
ok "each of them" prints 0 ends 4
warta -C site.archive add site/5.html >/dev/null
warta -C site.archive export >before.jsonl
warta -C site.archive changes --all --limit=0 --format=json | sed 's/"at":"[^"]*",//' >changes.before
ok "a rebuild" warta -C site.archive rebuild
ok "comes to the same" bash -c '"$WARTA" -C site.archive export | cmp - before.jsonl'
ok "and to the same changes" bash -c '"$WARTA" -C site.archive changes --all --limit=0 --format=json |
	sed "s/\"at\":\"[^\"]*\",//" | cmp - changes.before'
ok "whole" warta -C site.archive check
finish
