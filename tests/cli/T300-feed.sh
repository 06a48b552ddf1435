# A feed in its neutral form: one file, a list of files, what came with them.
. "$(dirname "$0")/lib.sh"

get() { python3 -c 'import json, sys; print(eval(sys.argv[1], {"f": json.load(sys.stdin)}))' "$1"; }
of() { warta feed "${@:2}" | get "$1"; }

printf '<rss version="2.0"><channel><title>Caf\351 & well</title><item><link>/one</link></item>' >a.xml
ok "a broken feed is read" prints "rss20 1" of 'f["format"] + " " + str(len(f["entries"]))' a.xml
ok "--url is the base of links" prints "https://nusa.example/one" \
	of 'f["entries"][0]["link"]' --url=https://nusa.example/rss a.xml
ok "a header says the encoding" prints "Café & well" \
	of 'f["feed"]["title"]' --header='content-type: text/xml; charset=iso-8859-1' a.xml
ok "headers may be repeated" prints "https://b.example/one id" \
	of 'f["entries"][0]["link"] + " " + f["feed"]["language"]' \
	--header='Content-Location: https://b.example/rss' --header='Content-Language: id' a.xml
ok "standard input" prints "rss20" bash -c '"$WARTA" feed - <a.xml | cut -d\" -f4'
echo 'no feed' >b.txt
ok "what is no feed fails and is named" says "^warta: b.txt: .*feed" warta feed b.txt
ok "with status 1" gives 1 warta feed b.txt
cat >list <<-'END'
	{"file":"a.xml","url":"https://c.example/"}
	{"file":"b.txt"}
	{"file":"none.xml"}
	{"url":"https://c.example/"}
	not JSON
	{"file":"a.xml","headers":{"Content-Language":"ms"}}
END
warta feed --batch <list >answers
ok "every line of a list is answered, in order" prints "feed error error error error feed" \
	python3 -c '
import json
print(*("error" if "error" in json.loads(line) else "feed" for line in open("answers")))'
ok "--batch and a file is wrong use" gives 2 warta feed --batch a.xml
finish
