# A fetch that is killed loses nothing and repeats nothing; two at once do not collide; watch ends
# gracefully.
. "$(dirname "$0")/lib.sh"
not_wrapped

feeds=60 items=8
mkfifo hold
"$FEEDSERVER" $items port <hold &
server=$!
exec 9>hold
for _ in $(seq 100); do [ -s port ] && break; sleep 0.05; done
url=http://127.0.0.1:$(cat port)
get() { python3 -c 'import sys, urllib.request
sys.stdout.write(urllib.request.urlopen(sys.argv[1]).read().decode())' "$1"; }
get "$url/opml/$feeds" >feeds.opml
fetch() { "$WARTA" fetch --no-delay --per-host=20 --allow=127.0.0.0/8 "$@"; }

begin() {
	rm -rf "$WARTA_ARCHIVE"
	warta import --full-text=never feeds.opml
}
begin >/dev/null
fetch >/dev/null
warta export >want.jsonl
ok "undisturbed, all is there" prints $((feeds * items)) warta count
ok "and a second fetch has nothing to ask" says "^0 sources asked" fetch
ok "a third, of all, finds all unchanged" says "^$feeds sources asked: $feeds unchanged" fetch --all
ok "which is whole" warta check
ok "in WARC files that others can read" python3 "$SOURCE/tests/tools/warc_check.py" \
	"$WARTA_ARCHIVE"/warc/*.warc.gz
warta rebuild >/dev/null
ok "rebuilding gives the same" bash -c '"$WARTA" export | cmp - want.jsonl'
ok "and what was learned stays" says "^0 sources asked" fetch

begin >/dev/null
SYNC_COUNT=$work/syncs LD_PRELOAD=$KILLER fetch >/dev/null
syncs=$(cat syncs 2>/dev/null || echo 0)
[ "$syncs" -gt 0 ] || skip_all "syncs cannot be counted here"

# What it told before it was killed was told before it was acknowledged; what the next run asks for is
# what is not on the disk.
survives() {
	local asked
	"$WARTA" check >check.txt 2>&1 || { cat check.txt; return 1; }
	fetch >again.txt || { cat again.txt; return 1; }
	asked=$(sed -n 's/^\([0-9]*\) sources asked.*/\1/p' again.txt)
	[ "$asked" -le $feeds ] || return 1
	[ "$("$WARTA" count)" = $((feeds * items)) ] || { "$WARTA" count; return 1; }
	"$WARTA" check >/dev/null && "$WARTA" export | cmp - want.jsonl
	says "^0 sources asked" fetch
}
at_syncs() {
	local n
	for n in $(seq 1 "$syncs"); do
		begin >/dev/null
		KILL_AT=$n LD_PRELOAD=$KILLER fetch >told.txt 2>/dev/null
		survives || { echo "before sync $n"; return 1; }
		begin >/dev/null
		KILL_AFTER=$n LD_PRELOAD=$KILLER fetch >told.txt 2>/dev/null
		survives || { echo "behind sync $n"; return 1; }
	done
}
ok "killed before and behind each of $syncs syncs" at_syncs
at_random() {
	local n
	for n in 1 2 3 4 5; do
		begin >/dev/null
		# In the foreground: else it kills itself, too, and nobody waits for the other to go.
		timeout --foreground -s KILL "0.0$((RANDOM % 9 + 1))" "$WARTA" fetch --no-delay --per-host=20 \
			--allow=127.0.0.0/8 >/dev/null 2>&1
		survives || { echo "at random moment $n"; return 1; }
	done
}
ok "killed at random moments" at_random

# A rule is tried on all articles that it is for, also where the process ends between their commit and
# the rule.
get "$url/opml/6" >few.opml
begin_ruled() {
	rm -rf "$WARTA_ARCHIVE"
	warta import --full-text=never --drop=title:market few.opml
}
begin_ruled >/dev/null
SYNC_COUNT=$work/ruled-syncs LD_PRELOAD=$KILLER fetch >/dev/null
ruled=$("$WARTA" count tag:dropped)
ok "a rule marks some and not all" test "$ruled" -gt 0 -a "$ruled" -lt $((6 * items))
ok "it marks what the search finds" prints "$ruled" warta count title:market
ruled_at_syncs() {
	local n
	for n in $(seq 1 "$(cat ruled-syncs)"); do
		begin_ruled >/dev/null
		KILL_AFTER=$n LD_PRELOAD=$KILLER fetch >/dev/null 2>&1
		fetch >/dev/null || return 1
		[ "$("$WARTA" count tag:dropped)" = "$ruled" ] || { echo "behind sync $n"; return 1; }
	done
}
ok "whenever it is killed" ruled_at_syncs

begin >/dev/null
"$WARTA" watch --no-delay --per-host=20 --allow=127.0.0.0/8 >watch.txt 2>&1 &
watch=$!
for _ in $(seq 200); do [ "$("$WARTA" count 2>/dev/null)" = $((feeds * items)) ] && break; sleep 0.05; done
ok "watch takes in what is due" prints $((feeds * items)) warta count
# While nothing is due it lets others take in, and goes on from what they left.
eventually() { for _ in $(seq 400); do "$@" && return; sleep 0.05; done; return 1; }
holds() { [ "$("$WARTA" count)" = "$1" ]; }
article() { echo "{\"title\":\"Harbour note $1\",\"text\":\"The harbour was quiet on day $1.\"}"; }
article 1 >one.jsonl
ok "while it rests others take in" eventually warta add one.jsonl
mkfifo slow
(until "$WARTA" add - >slow.txt 2>&1; do sleep 0.05; done) <slow &
adding=$!
exec 8>slow
ok "a second fetch waits for nobody" eventually gives 75 fetch
ok "and says why" eventually says "another process is writing" fetch
ok "subscribing goes on beside both" warta subscribe --direct "$url/feed/500"
article 2 >&8
exec 8>&-
wait $adding
ok "what took in beside it is done" grep -q "^1 article added" slow.txt
ok "then watch asks the new source" eventually holds $((feeds * items + items + 2))
kill -TERM $watch
wait $watch
ok "watch ends gracefully" test $? = 0
ok "with a summary" grep -q "^$((feeds + 1)) sources asked" watch.txt
ok "and leaves all whole" warta check
warta export >want.jsonl
warta rebuild >/dev/null
ok "as a rebuild finds it" bash -c '"$WARTA" export | cmp - want.jsonl'
exec 9>&-
wait $server
finish
