# Wrong use is told, and costs nothing: words too many, hostile names, streams that are closed or full.
. "$(dirname "$0")/lib.sh"

warta add "$SOURCE/samples/articles.jsonl" >/dev/null
warta export >want.jsonl

for verb in check dump rebuild sources stats subscriptions; do
	ok "$verb takes no arguments" gives 2 warta $verb elsewhere
done
warta dump >mine.txt
ok "restore takes one file" gives 2 warta restore mine.txt mine.txt
ok "-C '' is no archive" gives 2 warta -C '' count
ok "to fetch into an archive that is not there is an error" says "^warta: there is no archive at 'mistyped'" \
	warta -C mistyped fetch
ok "and makes none" test ! -e mistyped
ok "-C without one is told" says "^warta: -C wants a folder" warta -C
ok "behind the verb, too" says "^warta count: -C wants a folder" warta count -C
ok "nor is a home without a name" gives 2 env -u WARTA_ARCHIVE -u XDG_DATA_HOME HOME= "$WARTA" count

ok "-- may stand before a query" prints "$(warta count -lang:id)" warta count -- -lang:id

# What stands in a name cannot command the terminal or make a line of its own.
name=$'odd\nwarta: all is well\e[31m'
printf 'x\0y' >"$name"
ok "control characters of names are shown" \
	says 'odd\\x0awarta: all is well\\x1b\[31m: ' warta add "$name"
ok "and none is printed" bash -c '! "$WARTA" add "$1" 2>&1 | grep -q "$(printf "\033")"' - "$name"
ok "in other verbs, too" says 'odd\\x0awarta' warta restore "$name"

# A file that is opened does not become standard output or error. (That of a wrapper would.)
if [ -z "${WARTA_WRAP-}" ]; then
	bash -c '"$WARTA" -C closed add "$SOURCE/samples/articles.jsonl" nonesuch <&- >&- 2>&-'
	ok "with all streams closed, the archive is whole" warta -C closed check
	ok "it holds everything" bash -c '"$WARTA" -C closed export | cmp - want.jsonl'
	ok "nothing was printed into it" test ! -s closed/lock -a ! -s closed/warta.db.lock
fi
ok "output that is closed is an error" bash -c '"$WARTA" count >&- 2>/dev/null; [ $? = 1 ]'

told_once() {
	local said
	said=$("$@" 2>&1 >/dev/full)
	[ $? = 1 ] && [ "$said" = "warta: standard output: No space left on device" ] ||
		{ echo "$said"; return 1; }
}
echo '{"id":"1","lang":"en","text":"\"We will stay,\" said Ana Reis."}' >text.jsonl
for verb in list people stats "show 1" "quotes --json text.jsonl" "extract $SOURCE/samples/pages" \
	export "export --format=html" "stories --json text.jsonl"; do
	ok "$verb: a full disk is told once" told_once warta $verb
done

# Lines without an end are bounded. (Sanitizers reserve more than there is.)
long() { head -c 300000000 /dev/zero | (ulimit -v 1500000 && "$WARTA" "$@"); }
if (ulimit -v 1500000 && "$WARTA" --version) >/dev/null 2>&1; then
	ok "a line of 300 MB is an error" gives 1 long quotes --json -
	ok "that has its answer" says '^\{\}$' long quotes --json -
	ok "of stories, too" says "^warta: standard input: line 1: more than" long stories --json -
fi
finish
