# Aliases for Meson. `make run` and `make test` do all the set-up on a fresh Debian 12: they
# install what is missing first.
BUILD ?= build
FUZZ_SECONDS ?= 60

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

$(BUILD)/build.ninja:
	tools/install-deps.sh
	meson setup $(BUILD) -Dwerror=true

run: deps all
	tools/tour.sh $(BUILD)/warta

test: deps all
	tools/run-tests.py $(BUILD)

deps:
	tools/install-deps.sh

# The quick tests: modules alone.
check: all
	tools/run-tests.py $(BUILD) --suite unit --suite fuzz

asan:
	[ -e build-asan/build.ninja ] || \
		meson setup build-asan -Db_sanitize=address,undefined -Db_lundef=false
	ninja -C build-asan
	# Some tests load a library of their own first: a killer, a resolver.
	ASAN_OPTIONS=verify_asan_link_order=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
		tools/run-tests.py build-asan --timeout-multiplier 5

# Modules under valgrind; then the tests of the program, which run it under valgrind.
VALGRIND = valgrind -q --leak-check=full --error-exitcode=99

valgrind: all
	tools/run-tests.py $(BUILD) --suite unit --suite fuzz --timeout-multiplier 50 \
		--wrap '$(VALGRIND)'
	WARTA_WRAP='$(VALGRIND)' tools/run-tests.py $(BUILD) --suite cli --timeout-multiplier 20

clang:
	[ -e build-clang/build.ninja ] || CC=clang meson setup build-clang -Dwerror=true
	ninja -C build-clang
	tools/run-tests.py build-clang

fuzz:
	tools/fuzz.sh $(FUZZ_SECONDS)

bench: all
	tools/bench.sh $(BUILD)

# Real reader programs against the desk; those that are not installed are skipped.
clients: all
	tests/clients/clients.py $(BUILD)/warta

# The desk in Debian's chromium; skipped where that or the npm packages are not installed.
browser: all
	tests/browser/browser.py $(BUILD)/warta

# Scores on labelled data that is not part of the project; skipped where that is not there.
eval: all
	tools/eval.sh $(BUILD)/warta ../shared

install: all
	meson install -C $(BUILD)

clean:
	rm -rf build build-asan build-clang build-fuzz

.PHONY: all run test deps check asan valgrind clang fuzz bench browser clients eval install clean
