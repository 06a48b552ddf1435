# Stories of JSON lines, without an archive. Events and names are invented.
. "$(dirname "$0")/lib.sh"

cat >"$work/in.jsonl" <<'END'
{"id":"a","date":"2025-04-02","lang":"en","source":"courier","title":"Ferry Halmera runs aground off Kestrel Point","text":"The ferry Halmera ran aground off Kestrel Point on Wednesday with 214 people on board. Captain Odo Brannick said fog hid the Winsey light. Boats from Tarrow took everybody off by noon, the coast guard at Kestrel Point said, and no one was hurt."}
{"id":"b","date":"2025-04-02","lang":"en","source":"post","title":"Council of Ludmar votes for tram","text":"Ludmar will have a tram again. The council voted 31 to 12 on Wednesday for the line from Aldgate square to the Pferrin mills, said councillor Jessa Morkel."}
{"id":"c","date":"2025-04-03","lang":"en","source":"herald","title":"Passengers of stranded ferry safe","text":"All passengers of the ferry Halmera, aground in fog off Kestrel Point, are safe in Tarrow. Captain Brannick will be heard by the coast guard about the Winsey light."}
{"id":"d","date":"2025-04-03","lang":"en","source":"mirror","title":"Fog and a ferry","text":"The ferry Halmera ran aground off Kestrel Point on Wednesday with 214 people on board. Captain Odo Brannick said fog hid the Winsey light. Boats from Tarrow took everybody off by noon, the coast guard at Kestrel Point said, and no one was hurt."}
{"id":"e","date":"2025-04-04","lang":"id","source":"kabar","title":"Feri Halmera kandas di Kestrel Point","text":"Feri Halmera kandas di Kestrel Point pada hari Rabu dengan 214 orang di dalamnya. Kapten Odo Brannick mengatakan kabut menutup suar Winsey. Perahu dari Tarrow menurunkan semua orang sebelum tengah hari, kata penjaga pantai di Kestrel Point, dan tidak ada yang terluka."}
END
want='{"id":"a","story":"a"}
{"id":"b","story":"b"}
{"id":"c","story":"a"}
{"id":"d","story":"a","copy_of":"a"}
{"id":"e","story":"a","translation_of":"a"}'
ok "a story, a copy and a translation" prints "$want" warta stories --json "$work/in.jsonl"
ok "from standard input" prints "$want" bash -c '"$WARTA" stories --json - <"$0"' "$work/in.jsonl"
tac "$work/in.jsonl" >"$work/tac.jsonl"
ok "answers come in the order of lines, stories by their dates" prints "$(tac <<<"$want")" warta stories --json "$work/tac.jsonl"
ok "nothing gives nothing" prints "" warta stories --json /dev/null
printf '{"id":"a"}\n{"id":1}\n' >"$work/bad.jsonl"
ok "a line without an id is named" bash -c '"$WARTA" stories --json "$0" 2>&1 | grep -q "line 2.*id"' "$work/bad.jsonl"
printf 'x\n' >"$work/bad-table"
ok "a bad table is named" bash -c '"$WARTA" stories --json --background="$1" "$0" 2>&1 | grep -q "bad-table.*line 1"' "$work/in.jsonl" "$work/bad-table"
warta add "$work/in.jsonl" >/dev/null
ok "stories of an archive, the largest first" prints \
	"3  2025-04-02 to 2025-04-04  Ferry Halmera runs aground off Kestrel Point  courier +3  2.0" \
	bash -c '"$WARTA" stories --sort=size | sed "s/^ *[0-9]*/3/"'
ok "an article alone is shown where it is asked for" prints "1" \
	bash -c '"$WARTA" stories --min=1 tram | wc -l'
ok "members say what they are copies of" bash -c '"$WARTA" stories --members | grep -q "mirror.*copy of"'
ok "a query that nothing fits" prints "" warta stories nosuchword

# A round-up has words of both events: it must not make them one, wherever it stands in its hour.
article() { printf '{"id":"%s","lang":"en","published":"2025-04-02T%sZ","date":"2025-04-02T%sZ","title":"%s","text":"%s"}\n' "$1" "$2" "$2" "$3" "$4"; }
{
	article roundup 10:05:00 "Gormund and Ostrow: the day in short" "The Tamsel flooded Gormund; mayor Trondvik asked for boats. Vandermolen beat Remizh in Ostrow and won the chess cup with a rook ending."
	article flood1 10:40:00 "Tamsel floods Gormund" "Gormund is under water: the Tamsel flooded half of the town. Mayor Trondvik asked the army for help while boats from Kostrava searched for people on roofs near the bridge."
	article chess 10:20:00 "Vandermolen wins Ostrow cup" "Grandmaster Ilse Vandermolen took the Ostrow chess cup after a rook ending of ninety moves against Pavlo Remizh. Vandermolen, nineteen, is the youngest to hold the trophy."
	article flood2 10:30:00 "Flood in Gormund" "The river Tamsel rose above its banks in Gormund on Tuesday, and 2,300 people had to leave their homes, mayor Helga Trondvik said. Rescuers from Kostrava brought 14 boats."
} >hour.jsonl
told() { "$WARTA" stories --json hour.jsonl | sort | python3 -c 'import json, sys
of = {}
for r in map(json.loads, sys.stdin): of.setdefault(r["story"], []).append(r["id"])
print(*sorted(" ".join(v) for v in of.values()), sep="; ")'; }
kept() {
	rm -rf hour && "$WARTA" -C hour add hour.jsonl >/dev/null
	"$WARTA" -C hour stories --min=1 --format=json --members | python3 -c 'import json, sys
print(*sorted(" ".join(sorted(m["title"].split()[0] for m in json.loads(l)["members"])) for l in sys.stdin), sep="; ")'
}
for turn in 1 2 3 4; do
	ok "an hour in order $turn" prints "chess roundup; flood1 flood2" told
	ok "and in an archive" prints "Flood Tamsel; Gormund Vandermolen" kept
	{ tail -n 3 hour.jsonl && head -n 1 hour.jsonl; } >turned.jsonl && mv turned.jsonl hour.jsonl
done

# Without a query only as many articles are read as it takes: the same stories as of a query that finds all.
python3 - >many.jsonl <<'END'
import json
SYLLABLES = ["bor", "tal", "vik", "sen", "mur", "dok", "pel", "zan", "kir", "lom", "gre", "fus"]
def word(n):
    return SYLLABLES[n % 12].capitalize() + SYLLABLES[n // 12 % 12] + SYLLABLES[(n * 7 + 5) % 12]
for event in range(30):
    names = [word(event * 11 + k) for k in range(8)]
    for report in range(1 + event * 5 % 7):
        day = 1 + (event * 3 + report // 2) % 28
        print(json.dumps({"title": f"{names[0]} and {names[1]} in {names[2]}", "lang": "en",
            "published": f"2025-0{1 + event // 10}-{day:02}T{report + 6:02}:00:00Z",
            "source": f"outlet {(event + report) % 5}",
            "text": f"{' '.join(names[report % 3:])} met {names[report % 8]} at {names[3]}, "
                    f"told {word(event * 31 + report * 17)} on day {day} of {names[4]}."}))
END
"$WARTA" -C many add many.jsonl >/dev/null
"$WARTA" -C many story rename "$("$WARTA" -C many stories --limit=1 | sed 's/^ *\([0-9]*\).*/\1/')" "What they met for" >/dev/null
as_all() { cmp <("$WARTA" -C many stories --members "$@") <("$WARTA" -C many stories --members "$@" after:0001-01-01); }
for sort in weight new size; do
	for limit in 1 4 50; do
		ok "the first $limit by $sort" as_all --sort="$sort" --limit="$limit"
		ok "those of one article among them" as_all --sort="$sort" --limit="$limit" --min=1
	done
done
ok "several stories are compared" bash -c '[ "$("$WARTA" -C many stories | wc -l)" -gt 9 ]'
ok "one that the user named among them" bash -c '"$WARTA" -C many stories | grep -q "What they met for"'
finish
