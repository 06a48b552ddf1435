# Killed at any sync and at any moment, it loses nothing that it acknowledged, leaves no half
# article, and running again completes the work: the same articles, edits and stories. CRASH_RUNS sets the number of random kills.
. "$(dirname "$0")/lib.sh"
not_wrapped

# Thousands of articles in many files, so that several commits happen.
python3 - <<'P'
import os, random
random.seed(7)
words = [a + b for a in "ba ci du fe go hi ja ku le mo nu pa ri sa te".split()
         for b in "ban can dar gus kam lin mat nor pek rut sol tan".split()]
os.mkdir("in")
made = []
for f in range(60):
    with open("in/%03d.jsonl" % f, "w") as out:
        for i in range(100):
            text = " ".join(random.choice(words) for _ in range(40))
            made.append(['{"title":"Judul %d-%d","url":"https://warta.example/2024/05/judul-%d-%d",'
                         '"published":"20%02d-%02d-%02d","text":"' %
                         (f, i, f, i, random.randint(10, 24), random.randint(1, 12),
                          random.randint(1, 28)), text])
            out.write('%s%s."}\n' % tuple(made[-1]))
        # And edits of what came before: versions of these, no articles.
        for i in range(3 if f >= 5 else 0):
            edited = random.choice(made[:-100])
            edited[1] += " " + random.choice(words)
            out.write('%s%s."}\n' % tuple(edited))
P
total=6000
warta add in >/dev/null
warta export >want.jsonl
# What was edited, without when, which differs from run to run.
told_of() { "$WARTA" -C "$1" changes --all --limit=0 --format=json | sed 's/"at":"[^"]*",//' | sort; }
told_of "$WARTA_ARCHIVE" >want.changes
stories_of() { "$WARTA" -C "$1" stories --sort=size --limit=0 --format=json --members; }
stories_of "$WARTA_ARCHIVE" >want.stories
ok "some were edited" test "$(wc -l <want.changes)" -gt 100
ok "some tell of one event" test -s want.stories
ok "undisturbed, all is there" prints $total warta count
SYNC_COUNT=$work/syncs LD_PRELOAD=$KILLER warta -C counted add in >/dev/null
syncs=$(cat syncs 2>/dev/null || echo 0)
[ "$syncs" -gt 0 ] || skip_all "syncs cannot be counted here"
echo "# $syncs syncs in a run"

# It was killed before anything was there to be checked.
is_new() { grep -qE 'there is no archive|nothing was taken in yet' "$1"; }

# Every file that was told as safe is there, all is whole, and a second run completes it.
survives() {
	local archive=$1 told
	told=$(grep -c 'added$' told.txt)
	if ! timeout 120 "$WARTA" -C "$archive" check >check.txt 2>&1; then
		is_new check.txt && [ "$told" = 0 ] || { cat check.txt; return 1; }
	else
		[ "$("$WARTA" -C "$archive" count)" -ge $((told * 100)) ] || {
			echo "$told files told, $("$WARTA" -C "$archive" count) articles"; return 1; }
	fi
	"$WARTA" -C "$archive" add in >/dev/null || return 1
	"$WARTA" -C "$archive" check >/dev/null || return 1
	"$WARTA" -C "$archive" export | cmp - want.jsonl &&
		told_of "$archive" | cmp - want.changes && stories_of "$archive" | cmp - want.stories
}
killed_at() {
	local var=$1 n=$2
	rm -rf kill
	env "$var=$n" LD_PRELOAD="$KILLER" "$WARTA" -C kill add --verbose in >told.txt 2>/dev/null
	survives kill
}
at_every_sync() {
	local n
	for n in $(seq 1 "$syncs"); do
		killed_at KILL_AT "$n" || { echo "before sync $n"; return 1; }
		killed_at KILL_AFTER "$n" || { echo "behind sync $n"; return 1; }
	done
}
ok "killed before and behind each of $syncs syncs" at_every_sync

# The time of an undisturbed run, for kills at random moments in it; each run goes on where the last
# was killed, until it is through.
at_random() {
	local i ms
	rm -rf kill
	for i in $(seq 1 "${CRASH_RUNS:-200}"); do
		ms=$((RANDOM % 400))
		"$WARTA" -C kill add --verbose in >told.txt 2>/dev/null &
		sleep "0.$(printf %03d $ms)"
		kill -9 $! 2>/dev/null
		wait $! 2>/dev/null
		if [ $((i % 8)) = 0 ]; then
			survives kill || { echo "round $i, after $ms ms"; return 1; }
			rm -rf kill
		else
			"$WARTA" -C kill check >check.txt 2>&1 || is_new check.txt || {
				cat check.txt; echo "round $i"; return 1; }
		fi
	done
	[ ! -e kill ] || survives kill
}
ok "killed at ${CRASH_RUNS:-200} random moments" at_random

rebuild_killed() {
	local n
	rm -rf kill && cp -r "$WARTA_ARCHIVE" kill || return 1
	for n in 1 2 3 5 8; do
		KILL_AT=$n LD_PRELOAD="$KILLER" "$WARTA" -C kill rebuild >/dev/null 2>&1
		"$WARTA" -C kill check || return 1
		"$WARTA" -C kill export | cmp - want.jsonl || return 1
	done
	"$WARTA" -C kill rebuild && "$WARTA" -C kill export | cmp - want.jsonl
}
ok "a killed rebuild leaves the old index" rebuild_killed
finish
