# Bad input is an error for that item alone: named with file and place, and the rest goes on.
. "$(dirname "$0")/lib.sh"

good() { printf '{"title":"Baik %s","text":"Sebuah kalimat yang baik nomor %s."}\n' "$1" "$1"; }

mkdir in
good 1 >in/a-good.jsonl
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\1\0' >in/b-picture
head -c 3000 /dev/urandom | gzip | head -c 900 >in/c-torn.gz
good 2 | gzip | head -c 40 >in/d-torn.jsonl.gz
: >in/e-empty
printf 'Sebuah teks\0dengan NUL di dalamnya.\n' >in/f-nul.txt
{ good 3; echo '{"title": 7}'; echo 'not json'; good 4; } >in/g-lines.jsonl
mkfifo in/h-fifo
good 5 >in/z-last.jsonl
gives_one() { timeout 60 "$WARTA" add in >out.txt 2>err.txt; [ $? = 1 ]; }
ok "the exit status tells" gives_one
for n in 1 3 4 5; do
	ok "good article $n is there" prints 1 warta count "title:\"baik $n\""
done
ok "a picture is named" grep -q 'b-picture.*binary data' err.txt
ok "torn gzip is named" grep -q 'c-torn.gz: ' err.txt
ok "torn gzip of lines is named" grep -q 'd-torn.jsonl.gz.*gzip' err.txt
ok "an empty file is named" grep -q 'e-empty: empty' err.txt
ok "a NUL is named with its place" grep -qE 'f-nul.txt.*NUL.*[0-9]' err.txt
ok "a wrong value is named with its line" grep -qE 'g-lines.jsonl, line 2: .*title' err.txt
ok "what is no JSON is named with its line" grep -qE 'g-lines.jsonl, line 3: ' err.txt
ok "a FIFO is refused" grep -q 'h-fifo: .*FIFO' err.txt
ok "four articles came in" prints 4 warta count
ok "the archive is whole" warta check

ok "a missing file is named" says 'no-such-file: .*No such file' warta add no-such-file
ok "and gives status 1" gives 1 warta add no-such-file
ok "no path at all is wrong use" gives 2 warta add
ok "an unknown verb is wrong use" gives 2 warta frobnicate
ok "an unknown option is wrong use" gives 2 warta add --frobnicate x
ok "no archive is an error that helps" says "there is no archive.*warta add" warta -C nowhere count

long_line() { head -c 20000000 /dev/zero | tr '\0' x; echo; }
{ good 6; echo '{"title":"'"$(head -c 100 /dev/zero | tr '\0' y)"'","text":"z"}'; long_line; good 7; } \
	>long.jsonl
ok "a line of 20 MB is an error" says 'long.jsonl, line 3: line longer than' warta add long.jsonl
ok "that costs nothing else" prints 2 warta count 'title:baik (6 OR 7)'
head -c 70000000 /dev/zero | tr '\0' 'a' | sed 's/aaaaaaaa/kata ini/g' >huge.txt
ok "a text of 70 MB is an error" says 'huge.txt: larger than' warta add huge.txt
printf '\377\376\0\0\1\2\3' >odd
ok "bytes without sense are an error" gives 1 warta add odd
for i in 1 2 3; do
	printf 'Le caf\351 du quartier a ouvert \340 nouveau apr\350s l%s\351t\351, a dit mardi la propri\351taire.\n\n' "'"
done >latin.txt
ok "old encodings are understood" warta extract latin.txt
finish
