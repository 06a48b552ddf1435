# Aliases for Meson. `make run` and `make test` do all the set-up on a fresh Debian 12: they
# install what is missing first.
BUILD ?= build

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

$(BUILD)/build.ninja:
	tools/install-deps.sh
	meson setup $(BUILD) -Dwerror=true

run: deps all
	tools/tour.sh $(BUILD)/warta

test: deps all
	tools/run-tests.py $(BUILD)

check: all
	meson test -C $(BUILD) --suite unit --suite fuzz

deps:
	tools/install-deps.sh

.PHONY: all run test check deps
