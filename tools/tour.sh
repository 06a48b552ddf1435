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
step changes
step diff "$("$warta" search --limit=1 --format=json is:edited |
	sed 's/.*"number":\([0-9]*\).*/\1/')"
printf '\nThe archive is in %s. Try:\n' "$WARTA_ARCHIVE"
printf '  %s -C %s search volcano\n  %s help\n' "$warta" "$WARTA_ARCHIVE" "$warta"
