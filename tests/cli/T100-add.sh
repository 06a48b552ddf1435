# Taking in: every kind of file, folders, standard input, and nothing twice.
. "$(dirname "$0")/lib.sh"

samples=$SOURCE/samples
first_add() { warta add "$samples" >first.txt 2>errors.txt; }
ok "the samples are taken in" first_add
ok "without a word on standard error" test ! -s errors.txt
ok "what was added is told" says '^[0-9]+ articles added; ([0-9]+) of \1 originals new' cat first.txt
n=$(warta count)
ok "some forty articles are there" test "$n" -ge 37 -a "$n" -le 44

for what in 'source:"Harbour Notes"' 'source:"Strait Weekly"' 'source:"Northern Courier"' \
	'source:"Radio Sabaru"' 'source:"Diario de la Costa"' 'lang:ms' 'lang:de' 'lang:id' 'lang:en' 'lang:es'; do
	ok "$what finds articles" says '^[1-9]' warta count "$what"
done

first_search=$(sed -n 's/^.*sample-archive search //p' "$SOURCE/README.md")
ok "the first search of README finds something" says '^[1-9]' warta count "$first_search"
ok "the tour says the same" grep -qF "search $first_search\\n" "$SOURCE/tools/tour.sh"

add_again() { warta add "$samples" >again.txt; }
ok "the same files again" add_again
ok "add nothing" says '^0 articles added;' cat again.txt
ok "and keep no original again" says '; 0 of [0-9]+ originals new' cat again.txt
cp -r "$samples/blogs" elsewhere
ok "nor do the same bytes in another folder" says '^0 articles added' warta add elsewhere
ok "the number stays" prints "$n" warta count

printf '{"title":"Dari pipa","text":"Satu kalimat yang datang lewat pipa."}\n' >line.jsonl
from_pipe() { cat line.jsonl | warta add - ; }
ok "standard input" says '^1 article added' from_pipe
gzip -k line.jsonl
printf '{"title":"Terkompresi","text":"Satu kalimat dalam berkas gzip."}\n' | gzip >two.jsonl.gz
ok "gzip is undone" says '^1 article added' warta add two.jsonl.gz
ok "the same lines in gzip are known" says '^0 articles added' warta add line.jsonl.gz

mkdir -p deep/a/b deep/.hidden
printf '{"title":"Dalam","text":"Berkas yang dalam sekali letaknya."}\n' >deep/a/b/x.data
printf '{"title":"Sembunyi","text":"Berkas yang tersembunyi."}\n' >deep/.hidden/x.jsonl
ok "folders are walked, names do not matter" says '^1 article added' warta add deep
ok "hidden files are passed over" prints 0 warta count title:sembunyi
ok "the archive's own folder is passed over" bash -c '
	! "$WARTA" add --verbose "$1" 2>&1 | grep -q "/archive/"' - "$work"
ok "--verbose names each file" says 'line.jsonl: 0 added' warta add --verbose line.jsonl
ahead="$(($(date +%Y) + 40))-01-01"
printf '{"title":"Dari masa depan","text":"Tanggalnya keliru.","published":"%s"}\n' "$ahead" >ahead.jsonl
printf '{"title":"Tanpa jam","text":"Jamnya tak disetel.","published":"0001-01-01T00:00:00Z"}\n' >>ahead.jsonl
ok "dates that cannot be are taken in" says '^2 articles added' warta -C ahead add ahead.jsonl
ok "but stand above no news" prints 2 warta -C ahead count "date:$(date -u +%F)"
ok "what was said stays" says "$ahead" warta -C ahead show 1

ok "an archive can be named with -C" says '^1 article added' warta -C other add line.jsonl
ok "and is another one" prints 1 warta -C other count
finish
