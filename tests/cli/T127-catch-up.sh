# An archive whose articles were not grouped, or by other rules, is grouped at the next taking in: in
# steps, beside which others write, and which a kill leaves whole. Words are invented.
. "$(dirname "$0")/lib.sh"
not_wrapped

total=6000
python3 - $total >in.jsonl <<'P'
import random, sys
random.seed(11)
def word(n):
    return "".join(random.choice("bdgklmnprst") + random.choice("aeiou") for _ in range(n))
common = [word(2) for _ in range(400)]
for i in range(int(sys.argv[1])):
    if i % 8 == 0:
        event = [word(3).title() for _ in range(12)]
    text = " ".join(random.choice(event if k % 3 == 0 else common) for k in range(60))
    print('{"title":"%s %d","url":"https://warta.example/%d","published":"2031-%02d-%02d",'
          '"text":"%s."}' % (" ".join(event[:4]), i, i, 1 + i // 784 % 12, 1 + i // 28 % 28, text))
P
printf '{"title":"Salju di Greyfen","published":"2031-12-30","text":"Salju turun di hutan Greyfen."}\n' >more.jsonl
printf '{"title":"Kabut di Osmouth","published":"2031-12-31","text":"Kabut menutup kota Osmouth."}\n' >last.jsonl
warta add in.jsonl >/dev/null
sql() { python3 -c 'import sqlite3, sys
d = sqlite3.connect(sys.argv[1] + "/warta.db")
print(*[r[0] for s in sys.argv[2:] for r in d.execute(s)])
d.commit()' "$@"; }
grouped() { sql "$1" "SELECT count(*) FROM membership"; }
ungroup() { sql "$1" "DELETE FROM membership" "DELETE FROM story_group" \
	"DELETE FROM story_default" "DELETE FROM story_window" >/dev/null; }
stories() { "$WARTA" -C "$1" stories --sort=size --limit=0 --format=json --members; }
cp -r archive never && ungroup never
cp -r archive other && sql other "UPDATE story_window SET edition = 0" >/dev/null
cp -r never killed
warta add more.jsonl >/dev/null
stories archive >want
ok "there are stories" test "$(wc -l <want)" -gt 500

# Marks are set until it is through, as fast as it goes.
mark_beside() {
	local pid n=0 within=0 on=+
	"$WARTA" -C never add more.jsonl >/dev/null &
	pid=$!
	while kill -0 $pid 2>/dev/null; do
		"$WARTA" -C never tag ${on}budget -- id:$((1 + n % total)) >/dev/null || return 1
		n=$((n + 1))
		[ "$(grouped never)" -ge $total ] || within=$((within + 1))
	done
	wait $pid || return 1
	echo "$n marks, $within of them before all was grouped"
	[ $within -gt 0 ]
}
ok "marks are set while it catches up" mark_beside
ok "it gives the same stories" prints "$(cat want)" stories never
if has_terminal; then
	at_terminal -C other add more.jsonl </dev/null >drawn
	ok "what other rules grouped is grouped anew" test $? -eq 0
else
	ok "what other rules grouped is grouped anew" warta -C other add more.jsonl
fi
ok_at_terminal "and a terminal is told how far it is" \
	grep -qE "[0-9] of $total articles grouped into stories" drawn
ok "wholly" prints "$(cat want)" stories other
ok "and kept as such" prints 1 sql other "SELECT count(DISTINCT edition) FROM story_window"

KILL_AT=6 LD_PRELOAD=$KILLER "$WARTA" -C killed add more.jsonl >/dev/null 2>&1
n=$(grouped killed)
ok "killed, it has grouped a part" test "$n" -gt 0 -a "$n" -lt $total
ok "the archive is whole" warta -C killed check
ok "the rest are alone" prints "$((total - n))" bash -c \
	'"$WARTA" -C killed stories --min=1 --limit=0 --format=json --members |
	python3 -c "import json, sys
print(sum(m[\"number\"] > int(sys.argv[1]) for l in sys.stdin for m in json.loads(l)[\"members\"]))" '"$n"
ok "the next run goes on" warta -C killed add more.jsonl
ok "to the same stories" prints "$(cat want)" stories killed
warta -C killed add last.jsonl >/dev/null
ok "and it stays whole" warta -C killed check
finish
