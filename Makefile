# Aliases for Meson; `make run` and `make test` also install what is missing.
BUILD ?= build

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

$(BUILD)/build.ninja:
	meson setup $(BUILD) -Dwerror=true

check: all
	meson test -C $(BUILD)

.PHONY: all check
