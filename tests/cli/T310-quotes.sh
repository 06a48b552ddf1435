# Who said what, with and without an archive.
. "$(dirname "$0")/lib.sh"

cat >a.jsonl <<'X'
{"id":"a1","lang":"en","text":"The bridge is shut.\n\n“We will open it again in May,” said Anna Kerr, the mayor of Holm. Critics call the plan a “ghost bridge”."}
{"id":2,"lang":"id","text":"Jembatan itu ditutup. Wali Kota Bandung Dimas Pratomo mengatakan, perbaikan dimulai pekan depan. ”Kami akan membukanya lagi pada bulan Mei,” katanya."}
X
warta quotes --json a.jsonl >got.jsonl
field() { python3 -c 'import json, sys
d = [json.loads(l) for l in open("got.jsonl")][int(sys.argv[1])]
q = [q for q in d["quotes"] if q["kind"] == "direct"][int(sys.argv[2])]
print(q[sys.argv[3]])' "$@"; }
ok "a line for a line" test "$(wc -l <got.jsonl)" = 2
ok "the speaker" prints "Anna Kerr" field 0 0 speaker
ok "the verb" prints "said" field 0 0 cue
ok "offsets count code points" prints "22" field 0 0 char_start
ok "an ending stands for a person" prints "nya" field 1 0 speaker_surface
ok "and for whom" prints "Dimas Pratomo" field 1 0 speaker
ok "standard input" same got.jsonl <(warta quotes --json - <a.jsonl)
echo '{"id":' >bad.jsonl
ok "a broken line is named" gives 1 warta quotes --json bad.jsonl
ok "with file and line" bash -c '"$WARTA" quotes --json bad.jsonl 2>&1 | grep -q "bad.jsonl: line 1: column"'
ok "and answered" prints "{}" bash -c '"$WARTA" quotes --json bad.jsonl 2>/dev/null; true'

cat >b.jsonl <<'X'
{"title":"Bridge shut","source":"Holm Post","url":"http://holm.example/1","published":"2024-05-01T10:00:00Z","lang":"en","text":"The bridge is shut.\n\n“We will open it again in May, when the river is calm,” said Anna Kerr, the mayor of Holm. Mr. Dahl disagreed. “It will take a year at least,” he said in an interview with Radio Holm."}
{"title":"Bridge copied","source":"Other","url":"http://other.example/1","published":"2024-05-02T10:00:00Z","lang":"en","text":"News from Holm.\n\n“We will open it again in May, when the river is calm,” Anna Kerr told reporters."}
{"title":"Nobody speaks","source":"Other","url":"http://other.example/2","published":"2024-05-03T10:00:00Z","lang":"en","text":"The river is calm in May."}
X
warta add b.jsonl >/dev/null
ok "a speaker whom the words beside do not name is told" says "least,” ⟨.*Dahl⟩ he said" warta show --width=300 1
ok "one whom they name is not" says "calm,” said Anna Kerr" warta show --width=300 1
ok "nor in plain" gives 1 grep ⟨ <(warta show --plain 1)
speakers() { python3 -c 'import json, sys
for line in sys.stdin:
    print([q["speaker"] for q in json.loads(line).get("quotes", ()) if q["kind"] == "direct"])'; }
warta export --quotes | speakers >exported
ok "in JSON" says "^\['Anna Kerr', '.*Dahl'\]$" head -1 exported
ok "without an archive, too" same exported <(warta extract --quotes b.jsonl | speakers)
ok "and for a list of files" same <(head -1 exported) <(head -1 b.jsonl >b1.jsonl; echo '{"file":"b1.jsonl"}' | warta extract --batch --quotes | speakers)
ok "not unless asked for" gives 1 grep '"quotes"' <(warta export)
ok "and read again" says "0 articles added, 3 were there already" bash -c '"$WARTA" export --quotes | "$WARTA" add -'
ok "as JSON alone" gives 2 warta extract --quotes --format=text b.jsonl
count() { warta quotes --json "$@" | wc -l; }
ok "all quotations" prints 3 count
sed -n 's/"title":"[^"]*",//;1p' b.jsonl >nameless.jsonl
warta -C nameless add nameless.jsonl >/dev/null
ok "where there is no headline, that is said" says "^2024-05-01  Holm Post  \[1\] \(no headline\)$" warta -C nameless quotes
ok "of one person" prints 2 count --by=kerr
ok "of a pronoun's person" prints 1 count --by=dahl
ok "with these words" prints 2 count --about="river calm"
ok "in what a query finds" prints 1 count --in=source:other
ok "since a day" prints 1 count --since=2024-05-02
ok "since no day" says "^warta: 'someday' is no date" warta quotes --since=someday
ok "no more than asked for" prints 2 count --limit=2
ok "the same words are one utterance" says "(in 2 articles, first in 1)" warta quotes --by=kerr
ok "through what it was said" says "(via an interview with Radio Holm)" warta quotes --by=dahl
ok "in JSON, too" says '"via":"an interview with Radio Holm"' warta quotes --json --by=dahl
ok "and in exports" says '"via":"an interview with Radio Holm"' warta export --quotes
ok "search by speaker" prints 2 warta count speaker:kerr
ok "search in quotations" prints 2 warta count 'quote:"calm river"'
ok "has:quote" prints 2 warta count has:quote
ok "people by quotations" says "^     2  Anna Kerr$" warta people
warta people --as="Anna M. Kerr" "Anna Kerr"
ok "a name means another" says "^     2  Anna M. Kerr  = Anna Kerr$" warta people
warta quotes --json >before
warta dump >kept
ok "the dump has it" grep -q "^person	Anna Kerr	Anna M. Kerr$" kept
warta rebuild >/dev/null
ok "a rebuild keeps it, and all quotations" same before <(warta quotes --json)
warta people --split "Anna Kerr"
ok "and it can be taken back" says "^     2  Anna Kerr$" warta people
ok "nothing to take back" gives 1 warta people --split "Anna Kerr"
warta restore kept
ok "restored" says "Anna M. Kerr" warta people
ok "the archive is whole" warta check
finish
