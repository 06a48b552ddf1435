# The search language on the sample archive.
. "$(dirname "$0")/lib.sh"

warta add "$SOURCE/samples" >/dev/null
titles() { warta search --limit=0 --format=json "$@" | python3 -c '
import json, sys
print("\n".join(json.loads(l)["title"] for l in sys.stdin))'; }

ok "words together" prints "Harga beras di Pasar Sabaru turun untuk pertama kali sejak Oktober" \
	titles 'beras oktober'
ok "case and accents do not matter" prints "Villamar busca voluntarios para su museo del faro" \
	titles 'FARO sabado'
ok "a phrase" prints "Twelve turtles go home from Runa beach" titles '"green turtles were set free"'
ok "words of a phrase in another order are not it" prints 0 warta count '"turtles green"'
ok "OR" prints 2 warta count 'title:orchester OR title:glider -lang:ms'
ok "NOT" prints "$(($(warta count volcano OR gunung) - $(warta count '(volcano OR gunung) lang:id')))" \
	warta count '(volcano OR gunung) NOT lang:id'
ok "a minus" prints "Hafen: Reeder Tamm zieht Schiffe ab" titles tamm -containerhafen
ok "a prefix" says '^[1-9]' warta count 'penerban*'
ok "a field" prints "Orchester spielt in der alten Werft" titles 'author:willms title:orchester'
ok "a day" prints "$(warta day 2024-03-13 --format=json | wc -l)" warta count date:2024-03-13
ok "a span of days" prints "$(($(warta count date:2024-03-11) + $(warta count date:2024-03-12)))" \
	warta count date:2024-03-11..2024-03-12
ok "before and after" prints "$(warta count date:2024-03-12..2024-03-13)" \
	warta count 'after:2024-03-12 before:2024-03-14'
ok "all" prints "$(warta export | wc -l)" warta count
ok "newest first" bash -c '
	"$WARTA" search --limit=0 --format=json "*" | grep -o "\"day\":\"[^\"]*\"" >days.txt
	sort -r days.txt | cmp - days.txt'
ok "limit and offset" bash -c '
	"$WARTA" search --limit=0 --format=json lang:id >all.json
	"$WARTA" search --limit=3 --offset=2 --format=json lang:id >some.json
	sed -n 3,5p all.json | cmp - some.json'
ok "by relevance, the headline counts more" says 'Panen raya Halimun' \
	bash -c '"$WARTA" search --sort=relevance --limit=1 "panen raya"'
ok "hits are marked" says '\*[Mm]ackerel\*' warta search mackerel
ok "a wrong query says where" says 'column 9' warta search 'bridge ('
ok "and is wrong use" gives 2 warta search 'date:2024-99'
ok "an unknown field is an error" gives 2 warta search 'frob:nicate'

# What only somebody at a terminal wants to know; elsewhere an empty answer is empty.
ok_at_terminal "at a terminal it is told that nothing is found" says '^nothing is found' at_terminal search xyzzy
ok_at_terminal "and that there is more" says "^2 of $(warta count lang:id) articles; --limit=0" \
	at_terminal search --limit=2 lang:id
ok_at_terminal "not where all is there" gives 1 grep -q "limit=0" <(at_terminal list --limit=0)
ok "nor elsewhere" prints "" warta search xyzzy

printf '{"title":"北京新桥通车","text":"北京市政府周二宣布,新桥正式通车。"}\n{"title":"สะพานใหม่เปิดใช้","text":"นายกรัฐมนตรีเปิดสะพานใหม่เมื่อวันอังคาร"}\n' |
	warta add - >/dev/null
ok "Chinese is found without blanks" prints "北京新桥通车" titles '市政府'
ok "even by one character" prints "北京新桥通车" titles '桥'
ok "Thai is found without blanks" prints "สะพานใหม่เปิดใช้" titles 'รัฐมนตรี'

printf '{"title":"Hari ini","text":"Berita hari ini.","published":"%s"}\n' "$(date -u +%FT%TZ)" |
	warta add - >/dev/null
ok "today" says '^[1-9]' warta count date:today
ok "the last days" says '^[1-9]' warta count 'date:"last 3 days"'
finish
