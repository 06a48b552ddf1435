# Reading, listing, tagging and exporting.
. "$(dirname "$0")/lib.sh"

warta add "$SOURCE/samples" >/dev/null
number() { warta search --limit=1 --format=json "$1" | grep -o '"number":[0-9]*' | cut -d: -f2; }
id() { warta search --limit=1 --format=json "$1" | grep -o '"id":"[^"]*"' | cut -d'"' -f4; }
n=$(number 'title:"contracts"')
name=$(id 'title:"contracts"')

ok "by number" says 'Council publishes bridge contracts' warta show "$n"
ok "by name" says 'Council publishes bridge contracts' warta show "$name"
ok "by the beginning of a name" says 'Council publishes' warta show "${name:0:12}"
ok "what is not there is an error" gives 1 warta show 99999
narrow() { warta show --width=30 "$n" | awk 'length > 30 {bad = 1} END {exit bad}'; }
ok "the width is kept" narrow
ok "no colours in a pipe" bash -c '! "$WARTA" show "$0" | grep -q "$(printf "\033")"' "$n"
ok "JSON" bash -c '"$WARTA" show --format=json "$0" | python3 -c "import json,sys; json.load(sys.stdin)"' "$n"
ok "Markdown" says '^# Council publishes' warta show --format=markdown "$n"
ok "HTML" says '<h1>Council publishes' warta show --format=html "$n"

printf '{"title":"<script>alert(1)</script>","text":"a <b>bold</b> & *starred* line\\u001b[31m","url":"javascript:alert(1)"}\n' |
	warta add - >/dev/null
bad=$(number 'title:alert')
ok "HTML is escaped" bash -c '! "$WARTA" show --format=html "$0" | grep -qE "<script|<b>|javascript:.*href|href=.javascript"' "$bad"
ok "no escape reaches the terminal" bash -c '! "$WARTA" show "$0" | grep -q "$(printf "\033")"' "$bad"
ok "Markdown is escaped" says '\\\*starred\\\*' warta show --format=markdown "$bad"

ok "no such day" says "^warta: 'someday' is no date" warta day someday
ok "a day has its header" says '^2024-03-12$' warta day 2024-03-12
ok "without a date, the last day" says '^2[0-9]{3}-' warta day
ok "list goes by days" says '^2024-03-16$' warta list
ok "sources with their numbers" says '^ +[0-9]+  Radio Sabaru$' warta sources
ok "languages" says '^ +[0-9]+  id$' warta sources --of=languages
ok "stats" says '[0-9]+  articles$' warta stats
ok "stats as JSON" bash -c '"$WARTA" stats --format=json | python3 -c "import json,sys; assert json.load(sys.stdin)[\"articles\"] > 30"'

ok "a tag is set" prints "1 article changed" warta tag +budget -- "id:$n"
ok "once" prints "0 articles changed" warta tag +budget -- "id:$n"
ok "and found" prints 1 warta count tag:budget
ok "and shown" says 'Your tags: budget' warta show "$n"
ok "and taken off" prints "1 article changed" warta tag -budget -- tag:budget
ok "marks" prints "1 article changed" warta tag +read +starred -- "id:$n"
ok "are found" prints 1 warta count 'is:read is:starred'
ok "a tag without + or - is wrong use" gives 2 warta tag budget -- "id:$n"
ok "a query is needed" gives 2 warta tag +budget

ok "Atom is XML" bash -c '"$WARTA" export --format=atom | python3 -c "
import sys, xml.dom.minidom
d = xml.dom.minidom.parse(sys.stdin.buffer)
assert len(d.getElementsByTagName(\"entry\")) > 30
assert all(e.getElementsByTagName(\"updated\") and e.getElementsByTagName(\"id\") for e in d.getElementsByTagName(\"entry\"))"'
ok "CSV has a line an article" bash -c '"$WARTA" export --format=csv | python3 -c "
import csv, sys
rows = list(csv.DictReader(sys.stdin))
assert len(rows) > 30 and all(len(r) == 12 for r in rows)
assert any(r[\"title\"].startswith(\"<script>\") for r in rows)"'
ok "Markdown export" says '^# Orchester' warta export --format=markdown lang:de
ok "a query narrows it" prints "$(warta count lang:de)" bash -c '"$WARTA" export lang:de | wc -l'
ok "another archive takes the export in" bash -c '
	"$WARTA" export -is:edited >out.jsonl && "$WARTA" -C second add out.jsonl >/dev/null &&
	"$WARTA" -C second export >out2.jsonl && cmp out.jsonl out2.jsonl'
ok "and with what was edited, its WARC files" bash -c '
	"$WARTA" export >out.jsonl && "$WARTA" -C third add "$WARTA_ARCHIVE"/warc >/dev/null &&
	"$WARTA" -C third export >out2.jsonl && cmp out.jsonl out2.jsonl'
ok "a closed pipe is no crash" bash -c '"$WARTA" export | head -1 >/dev/null; [ ${PIPESTATUS[0]} != 134 ]'
ok "a full disk is told" bash -c '"$WARTA" export >/dev/full; [ $? = 1 ]'
finish
