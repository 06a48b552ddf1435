# Reports of one event in two languages become one story with its strands, beside events that have a
# town, a minister, an island or a club in common. Events and names are invented.
. "$(dirname "$0")/lib.sh"

in=$SOURCE/tests/stories/strands.jsonl
of_lines() { # the stories of --json, each as its articles
	"$WARTA" stories --json "$1" | python3 -c 'import json, sys
of = {}
for r in map(json.loads, sys.stdin): of.setdefault(r["story"], []).append(r["id"])
for ids in sorted(sorted(v) for v in of.values()): print(*ids)'
}
whole() { # what of_lines gives where each event is one story of these
	for event in final market mill quake tax treaty villa volcano; do
		echo "${*/#/$event-}"
	done
}
ok "each event is one story" prints "$(whole en1 en2 id1 id2)" of_lines "$in"
shuf --random-source="$in" "$in" >shuffled.jsonl
ok "in whatever order the lines are" prints "$(whole en1 en2 id1 id2)" of_lines shuffled.jsonl
for left in "en2 id1 id2" "en1 id1 id2" "en1 en2 id2" "en1 en2 id1"; do
	grep -E -- "-(${left// /|})\"" "$in" >three.jsonl
	ok "and of $left alone" prints "$(whole $left)" of_lines three.jsonl
done

# Agency texts in German, Spanish, Russian and Ukrainian, told again in Indonesian: shorter, with another
# headline, in another order, days later.
ok "translations of four languages are found" prints "$(for of in court dam mine plane strike summit theft vote; do
	echo "$of-t translates $of-o"
done)" bash -c '"$WARTA" stories --json "$0" | sed -n "s/.*\"id\":\"\([^\"]*\)\".*\"translation_of\":\"\([^\"]*\)\".*/\1 translates \2/p" | sort' \
	"$SOURCE/tests/stories/translations.jsonl"

sed 's/"date"/"published"/' "$SOURCE/tests/stories/translations.jsonl" >foreign.jsonl
warta -C foreign add foreign.jsonl >/dev/null
ok "a story is shown by a report in the reader's language, where it has one" \
	prints "Mendarat di ladang kentang" bash -c \
	'"$WARTA" -C foreign stories --lang=id | grep -o "Mendarat di ladang kentang"'
ok "else by another" prints 8 bash -c '"$WARTA" -C foreign stories --lang=fr | wc -l'
ok "and by its own page, too, which names its languages" says "shown first: .*; in ru, id" \
	warta -C foreign story --lang=id \
	"$(warta -C foreign stories --lang=id | sed -n 's/^ *\([0-9]*\) .*Mendarat.*/\1/p')"
for lang in id en; do
	warta -C foreign publish --lang=$lang --title=Kabar site-$lang >/dev/null
done
ok "a published site does so, too" grep -q "Sembilan laporan yang diabaikan" site-id/index.html
ok "in its own language alone" gives 1 grep -q "Sembilan laporan yang diabaikan" site-en/index.html

sed 's/"date"/"published"/' "$in" >in.jsonl
kept() {
	"$WARTA" -C "$1" stories --min=1 --limit=0 --format=json --members | python3 -c 'import json, sys
for m in sorted(sorted(m["number"] for m in json.loads(l)["members"]) for l in sys.stdin): print(*m)'
}
warta add in.jsonl >/dev/null
ok "in an archive too" prints "$(for i in {1..8}; do echo 4; done)" bash -c \
	'"$WARTA" stories --min=1 --format=json --members | python3 -c "import json, sys
for l in sys.stdin: print(len(json.loads(l)[\"members\"]))"'
cp -r "$WARTA_ARCHIVE" copy
warta -C copy rebuild >/dev/null
ok "a rebuild gives the same" prints "$(kept "$WARTA_ARCHIVE")" kept copy
rm -rf parts
while read -r line; do
	echo "$line" >one.jsonl
	warta -C parts add one.jsonl >/dev/null
done <in.jsonl
ok "and so do many runs" prints "$(kept "$WARTA_ARCHIVE")" kept parts

# With one Indonesian report less, two stories are found by what all reports have in common.
grep -v -- '-id1"' in.jsonl >three.jsonl
warta -C three add three.jsonl >/dev/null
linked=$(warta -C three stories --format=json --members | python3 -c 'import json, sys
print(*[m["number"] for l in sys.stdin for m in json.loads(l)["members"] if "strand_with" in m])')
ok "what is neither a copy nor a translation is found, too" test -n "$linked"
ok "and it is said by which article" \
	says "its story and that of article [0-9]+, in another language, were found to be one" \
	warta -C three show --why "${linked%% *}"
# What the user says holds against it.
warta -C three story split "${linked%% *}" "${linked%% *}"
ok "one that is split off stays" prints 1 bash -c \
	'"$WARTA" -C three story --format=json "$0" | grep -o "\"number\":[0-9]*,\"id\"" | sort -u | wc -l' "${linked%% *}"
warta -C three rebuild >/dev/null
ok "and after a rebuild" says "\(put here\)" warta -C three story "${linked%% *}"
finish
