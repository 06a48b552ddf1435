#!/bin/sh
# fuzz.sh SECONDS [TARGET...]: run each fuzz target (or those named) for so long with libFuzzer, under
# AddressSanitizer and UndefinedBehaviorSanitizer. What is found is kept in build-fuzz/found/.
set -eu
cd "$(dirname "$0")/.."
seconds=$1
shift
command -v clang >/dev/null || { echo "fuzz: clang and libclang-rt-14-dev are needed" >&2; exit 1; }
[ -e build-fuzz/build.ninja ] || CC=clang meson setup build-fuzz -Dfuzz=true \
	-Db_sanitize=address,undefined -Db_lundef=false
ninja -C build-fuzz
mkdir -p build-fuzz/found
failed=0
[ $# -gt 0 ] || set -- $(cd build-fuzz/fuzz && ls | sed -n 's/^fuzz-\([a-z0-9_]*\)$/\1/p')
for target; do
	mkdir -p "build-fuzz/corpus/$target"
	echo "== $target"
	build-fuzz/fuzz/fuzz-"$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
		-print_final_stats=1 -verbosity=0 -artifact_prefix="build-fuzz/found/$target-" \
		"build-fuzz/corpus/$target" "fuzz/corpus/$target" >"build-fuzz/found/$target.log" 2>&1 ||
		{ failed=1; echo "   found something: build-fuzz/found/$target.log"; }
	sed -n 's/^stat::number_of_executed_units: */   runs: /p' "build-fuzz/found/$target.log"
done
exit $failed
