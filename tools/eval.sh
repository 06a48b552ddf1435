#!/bin/sh
# eval.sh PROGRAM FOLDER: run the scorers that FOLDER holds over their labelled data.
set -u
warta=$1
data=$2
cd "$(dirname "$0")/.."
if [ ! -d "$data" ]; then
	echo "eval: skipped, '$data' is not there (labelled data that is not part of the project)"
	exit 0
fi
score() {
	printf '\n== %s\n' "$1"
	shift
	"$@"
}
"$warta" extract --json "$data/seed/news-blog.txt" >build/seed.jsonl
score "seed" python3 "$data/seed/score_dump.py" "$data/seed/truth.json" build/seed.jsonl
score "dumps" python3 "$data/eval/dumps/score_dumps.py" "$warta extract --json"
score "feeds" python3 "$data/eval/feeds/score_feeds.py" --suite "$data/eval/feeds/dev" \
	--batch "$warta feed --json --batch"
score "pages" python3 "$data/eval/extract/score_extract.py" "$warta extract --json --batch"
score "translations" python3 tools/measure-translations.py "$warta" \
	"$data/eval/stories/ntrex_enid.dev.jsonl" "$data/eval/stories/ntrex_enid.labels.jsonl" 500
for set in gn ecb g5 basil; do
	score "strands $set" python3 tools/measure-strands.py "$warta" \
		"$data/eval/stories/$set.dev.jsonl" "$data/eval/stories/$set.labels.jsonl"
done
for set in gn uci ecb basil g5 ntrex_enid; do
	"$warta" stories --json "$data/eval/stories/$set.dev.jsonl" >build/stories.jsonl
	score "stories $set" python3 "$data/eval/stories/score_stories.py" \
		"$data/eval/stories/$set.labels.jsonl" build/stories.jsonl
done
bench=$(dirname "$warta")/bench/bench-story
[ ! -x "$bench" ] || score "stories beside plain ways" "$bench" "$data/eval/stories" 10000
for lang in en id; do
	"$warta" quotes --json "$data/eval/quotes/${lang}_dev.jsonl" >build/quotes.jsonl
	score "quotes $lang" python3 "$data/eval/quotes/score_quotes.py" \
		"$data/eval/quotes/${lang}_dev.jsonl" build/quotes.jsonl
done
