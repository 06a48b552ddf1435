#!/bin/sh
# bench.sh BUILD [ARTICLES]: run the benchmarks; each prints lines of JSON with its yardstick beside it.
set -eu
tools=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
articles=${2:-200000}
dir=$(mktemp -d "${TMPDIR:-/tmp}/warta-bench.XXXXXX")
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/add" "$dir/store"
WARTA=$build/warta "$build/bench/bench-add" "$dir/add" "$articles"
rm -rf "$dir/add"
"$build/bench/bench-store" "$dir/store" "$articles"
"$build/bench/bench-warc"
"$build/bench/bench-page"
"$build/bench/bench-quote"
"$build/bench/bench-said"
"$build/bench/bench-story"
"$tools/bench-fetch.sh" "$build" 2000
