#!/bin/sh
# tour.sh PROGRAM: what `make run` shows: the sample archive is taken in and looked at.
set -eu
warta=$1
cd "$(dirname "$0")/.."
WARTA_ARCHIVE=${WARTA_ARCHIVE:-build/sample-archive}
export WARTA_ARCHIVE

step() {
	printf '\n$ warta %s\n' "$*"
	"$warta" "$@"
}

step add samples
step stats
step day 2024-03-12
step search --limit=5 'jembatan OR bridge'
step search --limit=3 --sort=relevance '"green turtles" date:2024-03'
number=$("$warta" search --limit=1 --format=json 'title:jembatan author:larasati' |
	sed 's/.*"number":\([0-9]*\).*/\1/')
step show "$number"
step stories --sort=size --limit=4
step story "$("$warta" search --limit=1 --format=json 'title:penyu lang:id' |
	sed 's/.*"number":\([0-9]*\).*/\1/')"
step quotes --limit=4
step changes
step diff "$("$warta" search --limit=1 --format=json is:edited |
	sed 's/.*"number":\([0-9]*\).*/\1/')"
printf '\nThe archive is in %s. Try:\n' "$WARTA_ARCHIVE"
printf '  %s -C %s search bridge\n  %s help\n' "$warta" "$WARTA_ARCHIVE" "$warta"

# The desk: at a terminal until Ctrl-C; else it is only seen to answer, since nobody is there to end it.
port=${WARTA_PORT:-7300}
if [ -t 0 ] && [ -t 1 ]; then
	printf '\nAnd in a browser:\n\n'
	exec "$warta" serve --quiet --port="$port"
fi
"$warta" serve --quiet --port=0 >build/desk-address &
desk=$!
trap 'kill "$desk" 2>/dev/null' EXIT
python3 - build/desk-address <<'END'
import re, sys, time, urllib.request
for attempt in range(100):
    url = re.search(r"http://\S+/", open(sys.argv[1]).read())
    if url:
        break
    time.sleep(0.1)
else:
    sys.exit("the desk did not start")
health = urllib.request.urlopen(url[0] + "healthz", timeout=10).read().decode().strip()
print(f"\nThe desk answered at {url[0]}: {health}. To read in a browser: warta serve")
END
