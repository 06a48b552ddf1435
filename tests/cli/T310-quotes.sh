# Who said what, without an archive.
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
finish
