# The stories that an archive keeps, and what the user says of them. Events and names are invented.
. "$(dirname "$0")/lib.sh"

line() {
	printf '{"published":"%s","lang":"%s","source":"%s","title":"%s","text":"%s"}\n' "$@"
}
ferry="The ferry Halmera ran aground off Kestrel Point on Wednesday with 214 people on board. Captain Odo Brannick said fog hid the Winsey light. Boats from Tarrow took everybody off by noon, the coast guard at Kestrel Point said, and no one was hurt."
{
	line 2025-04-02T08:00:00Z en courier "Ferry Halmera runs aground off Kestrel Point" "$ferry"
	line 2025-04-02T09:00:00Z en post "Council of Ludmar votes for tram" "Ludmar will have a tram again. The council voted 31 to 12 on Wednesday for the line from Aldgate square to the Pferrin mills, said councillor Jessa Morkel."
	line 2025-04-03T08:00:00Z en herald "Passengers of stranded ferry Halmera safe" "All passengers of the ferry Halmera, aground in fog off Kestrel Point, are safe in Tarrow. Captain Brannick will be heard by the coast guard about the Winsey light. Divers from Osmouth look at the hull."
	line 2025-04-03T09:00:00Z en mirror "Fog and a ferry" "${ferry/no one/nobody} It was the first such accident for years."
	line 2025-04-04T09:00:00Z id kabar "Feri Halmera kandas di Kestrel Point" "Feri Halmera kandas di Kestrel Point pada hari Rabu dengan 214 orang di dalamnya. Kapten Odo Brannick mengatakan kabut menutup suar Winsey. Perahu dari Tarrow menurunkan semua orang sebelum tengah hari, kata penjaga pantai di Kestrel Point, dan tidak ada yang terluka."
	line 2025-04-05T09:00:00Z en post "Jessa Morkel names builder of Ludmar tram" "The tram line from Aldgate square to the Pferrin mills in Ludmar goes to the builders Quill and Harrow, councillor Jessa Morkel said after the council voted."
} >first.jsonl
{
	line 2025-04-06T08:00:00Z en herald "Ferry Halmera afloat again off Kestrel Point" "Tugs pulled the ferry Halmera off the rocks at Kestrel Point. Captain Brannick and the coast guard watched from Tarrow, where passengers had waited. The Winsey light shone again."
	line 2025-04-06T09:00:00Z en courier "Owls of Greyfen counted" "Forty owls live in Greyfen wood, rangers found when they counted them by night with lamps and notebooks."
} >second.jsonl

members() { # of the stories, as lines of numbers
	"$WARTA" -C "${1:-$WARTA_ARCHIVE}" stories --min=1 --limit=0 --format=json --members |
		python3 -c 'import json, sys
for l in sorted([m["number"] for m in json.loads(l)["members"]] for l in sys.stdin): print(*l)'
}
rebuilt() { rm -rf copy && cp -r "$WARTA_ARCHIVE" copy && warta -C copy rebuild >/dev/null; }

warta add first.jsonl >/dev/null
ok "two stories" prints "1 3 4 5
2 6" members
ok "a line a story, the weightiest first" prints \
	"      1  2025-04-02 to 2025-04-04  Ferry Halmera runs aground off Kestrel Point  courier +3  1.0
      2  2025-04-02 to 2025-04-05  Council of Ludmar votes for tram  post +1  1.0" warta stories
# What goes on for years is a topic of several stories.
cp -r "$WARTA_ARCHIVE" years
{
	line 2019-09-02T08:00:00Z en courier "New ferry Halmera is named in Tarrow" "The ferry Halmera was named in the harbour of Tarrow. Captain Odo Brannick will sail her past Kestrel Point to Osmouth; she carries 300 people and forty cars, twice as many as the old one."
	line 2022-06-20T08:00:00Z en herald "Ferry Halmera hits pier of Tarrow" "The ferry Halmera hit the pier of Tarrow in fog. Captain Odo Brannick was not hurt; the coast guard at Kestrel Point asks why the Winsey light was dark that night."
	line 2022-06-21T08:00:00Z en post "Tarrow in spring" "The gardens of Tarrow are open again; visitors admire ten thousand tulips along the canal, and children feed the ducks until the gates close at nine."
} >years.jsonl
warta -C years add years.jsonl >/dev/null
topic() { "$WARTA" -C years story "$1" | sed -n '/of the topic/,$p' | sed 's/  0\.[0-9]*$//'; }
ok "a story follows an earlier one" says "^  follows 7  New ferry Halmera is named in Tarrow  0\.[2-9]" warta -C years story 8
ok "and is of a topic, with what came before and after" prints "  of the topic Halmera, Tarrow, Ferry, Kestrel
        7  2019-09-02  New ferry Halmera is named in Tarrow
        1  2025-04-02  Ferry Halmera runs aground off Kestrel Point" topic 8
ok "in JSON too" prints "Halmera 7 1" bash -c '"$WARTA" -C years story --format=json 8 | python3 -c "import json, sys
t = json.load(sys.stdin)[\"topic\"]; print(t[\"words\"][0], *[s[\"number\"] for s in t[\"stories\"]])"'
ok "one name in common makes no topic" prints "" topic 9
cp -r "$WARTA_ARCHIVE" old
line 2044-07-01T08:00:00Z en post "Stray" "Nobody knows where this comes from." >stray.jsonl
line 2011-01-05T08:00:00Z en post "Gulls leave Winsey" "The gulls of Winsey have left the light for good, keeper Anselm Droste said." >>stray.jsonl
line 2011-01-06T08:00:00Z en herald "Winsey without gulls" "Keeper Anselm Droste of the Winsey light misses the gulls: all have left Winsey." >>stray.jsonl
warta -C old add stray.jsonl >/dev/null
ok "neither the clock nor a stray date makes stories weigh nothing" prints "1.0
1.0
<0.1" bash -c '"$WARTA" -C old stories | grep -o "[0-9<.]*\$"'
sed 's/"source":"mirror"/"source":""/' first.jsonl >nameless.jsonl
warta -C nameless add nameless.jsonl >/dev/null
ok "a source that is not known is not named" says "^ *carried, 2025-04-03T09:00:00Z  \[4\] " warta -C nameless story 1
ok "since two days" says "^warta: one date is expected" warta stories --since=2025-04-05..2025-04-06
ok "a wrong query is told at its own column" says "^warta: column 5: " \
	warta stories --since=2025-04-05 'no ('
ok "since a day, as far as they are found" prints 1 bash -c '"$WARTA" stories --since=2025-04-05 --min=1 | wc -l'
warta story 3 >story
ok "a story by any of its articles" grep -q "^ *1  2025-04-02 to 2025-04-04  Ferry Halmera" story
ok "copies are folded under what they carry" grep -qE "^ +carried by mirror, 2025-04-03T09:00:00Z  \[4\] [0-9]+%" story
ok "and translations" grep -qE "^ +translated by kabar, .*\[5\]" story
ok "what is new in a report" grep -q "first to tell: .*Osmouth" story
ok "as JSON" prints "1 [1, 3, 4, 5] 1 1" bash -c '"$WARTA" story --format=json 4 | python3 -c "import json, sys
y = json.load(sys.stdin); m = y[\"members\"]
print(y[\"number\"], [x[\"number\"] for x in m], m[2][\"copy_of\"], m[3][\"translation_of\"])"'
ok "story: in a query" prints 4 warta count story:5
ok "and a word beside it" prints 1 warta count 'story:5 divers'
ok "a row a story" prints "2
1" bash -c '"$WARTA" search --fold "ferry OR tram OR feri" | grep -oE "\+[0-9]$" | tr -d + | sort -r | sed s/3/2/'
ok "why: the words that both have" says "both have: .*Halmera" warta show --why 3
ok "why: a copy" says "carries the text of article 1: [0-9]+%" warta show --why 4
ok "the difference to what was copied" says '\[-no one-\] *\{\+nobody\+\}' warta diff --copy 4
ok "of what is no copy there is none" gives 1 warta diff --copy 1
ok "which is no story" gives 1 warta story 999
ok "no article is of no story" prints "" warta search story:zzzz

warta add second.jsonl >/dev/null
ok "a later run goes on" prints "1 3 4 5 7
2 6
8" members
rebuilt
ok "a rebuild gives the same" prints "$(members)" members copy

warta story merge 8 2
ok "merge" prints "1 3 4 5 7
2 6 8" members
ok "merged already" gives 2 warta story merge 6 8
warta story split 1 3 7
ok "split" prints "1 4 5
2 6 8
3 7" members
ok "not all of a story" gives 2 warta story split 3 3 7
ok "nor of another" gives 2 warta story split 1 6
warta story move 8 3
ok "move" prints "1 4 5
2 6
3 7 8" members
ok "it is said why" says "you put it there" warta show --why 8
warta story rename 7 The salvage of the Halmera
ok "rename" says "The salvage of the Halmera" warta stories
warta story lock 2
ok "lock" says "tram .*\(locked\)" warta stories
ok "locked already" gives 2 warta story lock 2

line 2025-04-07T08:00:00Z en mirror "Ferry Halmera afloat, tugs leave" "Tugs that pulled the ferry Halmera off the rocks at Kestrel Point left for Tarrow. Captain Brannick thanked them. The coast guard will paint the Winsey light." >third.jsonl
line 2025-04-07T09:00:00Z en mirror "Quill and Harrow to build Ludmar tram" "The builders Quill and Harrow, named by councillor Jessa Morkel, will lay the tram line from Aldgate square to the Pferrin mills in Ludmar this year, the council said." >>third.jsonl
# Corrections hold for what is seen in a later second.
LD_PRELOAD=$CLOCK WARTA_CLOCK=$(($(date +%s) + 9)) "$WARTA" add third.jsonl >/dev/null
ok "what comes goes with the article that it is likest to, but into no locked story" prints "1 4 5
2 6
3 7 8 9
10" members
rebuilt
ok "corrections survive a rebuild" prints "$(members)" members copy
ok "with their titles" prints "$(warta stories --min=1)" warta -C copy stories --min=1
ok "the archive is whole" warta check
warta dump >mine.txt
ok "they stand in the dump" prints 8 bash -c 'grep -cE "^(place|story|together)" mine.txt'
warta -C other add first.jsonl second.jsonl third.jsonl >/dev/null
warta -C other restore mine.txt
ok "and come back from it" prints "1 4 5
2 6
3 7 8" bash -c '"$WARTA" -C other stories --min=1 --limit=0 --format=json --members | python3 -c "import json, sys
for l in sorted([m[\"number\"] for m in json.loads(l)[\"members\"]] for l in sys.stdin): print(*[n for n in l if n < 9])" | grep .'
sql() { python3 -c 'import sqlite3, sys; d = sqlite3.connect(sys.argv[1] + "/warta.db"); d.executescript(sys.argv[2])' "$@"; }
sql copy "UPDATE membership SET story = 77 WHERE number = 3"
ok "a story that is not there is found" says "article 3 is in story 77, which is not there" warta -C copy check
ok "rebuild mends it" warta -C copy rebuild
ok "wholly" prints "$(members)" members copy
sql copy "DELETE FROM membership; DELETE FROM story_group; DELETE FROM story_default; DELETE FROM story_window"
ok "in an archive that was never grouped each is alone" prints 1 bash -c '"$WARTA" -C copy stories --sort=size --min=1 | head -n 1 | grep -vc "+"'
ok "and nothing can be said of stories yet" gives 2 warta -C copy story merge 1 2
line 2025-04-08T08:00:00Z en post "Snow in Greyfen" "Snow fell on Greyfen wood for a day and a night, and the road to Osmouth was closed." >fourth.jsonl
# In both in a second later than all corrections, however fast this test runs.
later=$(($(date +%s) + 20))
LD_PRELOAD=$CLOCK WARTA_CLOCK=$later "$WARTA" add fourth.jsonl >/dev/null
LD_PRELOAD=$CLOCK WARTA_CLOCK=$later "$WARTA" -C copy add fourth.jsonl >/dev/null
ok "the next taking in groups it all" prints "$(members)" members copy
warta story unlock 2
ok "unlock" prints 0 bash -c '"$WARTA" stories | grep -c locked || true'
warta story rename 3
ok "the title goes" prints 0 bash -c '"$WARTA" stories | grep -c salvage || true'
finish
