# The WARC files are the truth: the index can be made again, and what only the user knows is kept.
. "$(dirname "$0")/lib.sh"

warta add "$SOURCE/samples" >/dev/null
warta tag +budget +starred -- jembatan >/dev/null
warta tag +read -- lang:de >/dev/null
warta export >before.jsonl
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

head -n 3 mine.txt >cut.txt
ok "a dump that was cut off is refused" gives 1 warta -C copy restore cut.txt
ok "adding goes on after a rebuild" says '^0 articles added' warta -C copy add "$SOURCE/samples"
finish
