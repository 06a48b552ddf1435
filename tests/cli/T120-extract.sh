# Reading without an archive: one article a line, in order.
. "$(dirname "$0")/lib.sh"

s=$SOURCE/samples
field() { python3 -c '
import json, sys
for line in sys.stdin:
    a = json.loads(line)
    print("|".join(str(a.get(k)) for k in sys.argv[1:]))' "$@"; }
of() { warta extract --json "$1" | field "${@:2}"; }

ok "a blog's days are inherited, and say so" prints \
	"Jembatan Wairinu dibuka setelah tujuh tahun tertunda|2024-03-12|date header|id
Harga beras di Pasar Sabaru turun untuk pertama kali sejak Oktober|2024-03-12|date header|id
Gunung Kalabara meletus, tiga desa dikosongkan|2024-03-11|date header|id" \
	of "$s/blogs/kabar-teluk.txt" title published published_from lang
ok "a post's own line has author and time" prints \
	"Sekolah apung di Danau Merante kembali mengajar|2024-03-14T09:15:00|['Ratna Kusuma']
Klub Persada Merante tersingkir lewat adu penalti|2024-03-13T21:40:00|['Ratna Kusuma']" \
	of "$s/blogs/harian-selatan.txt" title published authors
ok "a page's own description is read" prints \
	"Abu Kalabara mengganggu penerbangan|2024-03-11T13:20:00+07:00|['Bayu Prasetya']|Kantor Berita Nusa|https://nusa.example/2024/03/abu-kalabara" \
	of "$s/pages/nusa-kalabara.html" title published authors source url
ok "entities and accents" prints "El puerto de Villamar recupera el faro|es" \
	of "$s/pages/diario-costa.html" title lang
ok "RSS" prints "3" bash -c '"$WARTA" extract "$0" | wc -l' "$s/feeds/nusa.rss"
ok "Atom" prints "3" bash -c '"$WARTA" extract "$0" | wc -l' "$s/feeds/courier.atom"
ok "JSON Feed" prints "2" bash -c '"$WARTA" extract "$0" | wc -l' "$s/feeds/strait-times.json"
ok "WARC: pages and a text record, in order" prints \
	"Penyu hijau kembali ke laut di Pantai Runa|https://radio-sabaru.example/penyu
Rice prices ease in Sabaru|https://strait.example/rice
Ten-man Merante go out on penalties|https://courier.example/sport/merante
Abu Kalabara: lapangan terbang Halimun ditutup hingga Rabu|https://suara-utara.example/kalabara
Perahu nelayan hilang ditemukan di Selat Runa|https://radio-sabaru.example/perahu" \
	of "$s/crawl.warc" title url

warta extract "$s/articles.jsonl" >once.jsonl
warta extract once.jsonl >twice.jsonl
ok "what extract prints, extract reads" same once.jsonl twice.jsonl
gzip -c "$s/crawl.warc" >crawl.warc.gz
warta extract "$s/crawl.warc" >plain.jsonl
ok "a WARC file in gzip is the same" bash -c '"$WARTA" extract crawl.warc.gz | cmp - plain.jsonl'
ok "several inputs keep their order" bash -c '
	"$WARTA" extract "$0/crawl.warc" once.jsonl >all.jsonl &&
	cat plain.jsonl twice.jsonl | cmp - all.jsonl' "$s"
warta extract --explain --json "$s/pages/nusa-kalabara.html" >why.json
ok "fields say where they were found" prints "url|rel=canonical" python3 -c '
import json
page = json.load(open("why.json"))
print("|".join(x["field"] + "|" + x["from"] for x in page["fields"] if x["field"] == "url"))
assert any(b["kept"] for b in page["blocks"]) and not all(b["kept"] for b in page["blocks"])'
ok "for people, too" bash -c '"$WARTA" extract --explain "$0" | grep -q "from rel=canonical"' \
	"$s/pages/nusa-kalabara.html"
sed 's|</article>|&<div class="comments"><p>Budi: I saw it from my roof that night.</p></div>|' \
	"$s/pages/nusa-kalabara.html" >talked.html
ok "as text there are none to ask for" gives 2 warta extract --comments --format=text talked.html
ok "nor in a batch" gives 2 warta extract --comments --batch
ok "comments are left out" prints "None" \
	bash -c '"$WARTA" extract talked.html | python3 -c "import json; print(json.loads(input()).get(\"comments\"))"'
ok "but where they are asked for" prints "['Budi: I saw it from my roof that night.']" \
	bash -c '"$WARTA" extract --comments talked.html | python3 -c "import json; print(json.loads(input()).get(\"comments\"))"'
printf '<html><body><ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul></body></html>' >list.html
ok "a page without an article is told" bash -c '"$WARTA" extract list.html 2>&1 | grep -q "1 of 1 files hold no"'
ok "and says why" bash -c '"$WARTA" extract --explain list.html | grep -q "no article: "'
ok "what is no page is not explained" gives 1 "$WARTA" extract --explain "$s/feeds/nusa.rss"
mkdir site
python3 "$SOURCE/tests/tools/site_pages.py" site 1 2 3 4 5
for n in 1 2 3 4 5; do echo "{\"file\":\"site/$n.html\"}"; done >site/list
ends() { python3 -c '
import json, sys
print(*("Quay Street" in json.loads(line)["text"] for line in sys.stdin))'; }
ok "what a site has below every article goes from the fourth page on" prints \
	"True True True False False" ends < <(warta extract --batch <site/list)
ok "in the order in which pages are given" prints "True True True False" \
	ends < <(warta extract site/5.html site/4.html site/3.html site/1.html)
ok "no archive was made" test ! -e "$WARTA_ARCHIVE"
finish
