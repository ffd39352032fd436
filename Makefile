# Gradus: `make learn` to learn, `make test` to check it, `make help` for the rest.

SHELL       := /bin/bash
PREFIX      ?= /usr/local
SWIFT       ?= swift
# Imports that Package.swift does not list are refused.
SWIFT_FLAGS := -c release --explicit-target-dependency-import-check error
BINARY      := .build/release/gradus

# What the build needs, as "header package" pairs, and what the tests need, as "command package".
HEADERS := histedit.h:libedit-dev curses.h:libncurses-dev cmark-gfm.h:libcmark-gfm-dev \
           cmark-gfm-core-extensions.h:libcmark-gfm-extensions-dev
BUILD_COMMANDS := pkg-config:pkg-config
TEST_COMMANDS  := tmux:tmux
# What the tests of the kernels for NEON need on a processor that has none.
NEON_HEADERS   := ../aarch64-linux-gnu/include/stdio.h:libc6-dev-arm64-cross
NEON_COMMANDS  := qemu-aarch64:qemu-user aarch64-linux-gnu-gcc:gcc-aarch64-linux-gnu

ifdef CI
# Warnings are errors here, and only here: a newer compiler must not break anybody's build.
export GRADUS_STRICT := 1
endif

.PHONY: help learn build test fuzz lint format bench install needs test-needs test-neon \
        test-neon-needs clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

learn: build ## install what is missing, build, open the first lesson
	@$(BINARY) learn

build: needs ## build for release
	$(SWIFT) build $(SWIFT_FLAGS) --product gradus

test: needs test-needs ## install what is missing, build, run every test
	SWIFT_BACKTRACE=enable=no $(SWIFT) test $(SWIFT_FLAGS) --scratch-path .build-test
	Tests/Kernels/run.sh native
	@case "$$(uname -m)" in \
	aarch64|arm64) ;; \
	*) if command -v apt-get >/dev/null || command -v qemu-aarch64 >/dev/null; then \
	     $(MAKE) --no-print-directory test-neon; \
	   else \
	     echo "Skipped: the kernels for NEON. Their emulator is Debian's qemu-user, and there is" \
	       "no apt-get here."; \
	   fi;; \
	esac

test-neon: test-neon-needs ## test the kernels for NEON in an emulator (make test does)
	Tests/Kernels/run.sh aarch64

# Seconds for each reader of files and lines, and which of them.
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= lesson front-matter predicate command csv arrays weights journal

fuzz: needs ## feed the readers of files with anything (FUZZ_SECONDS=600 FUZZ_TARGETS=csv)
	SWIFT=$(SWIFT) Tests/Fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ_TARGETS)

lint: ## check the format and the style, strictly
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

format: ## lay the sources out as `make lint` wants them
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

bench: build ## measure the speed of training and of the kernels
	Tests/Benchmarks/run.sh

install: needs ## install below PREFIX (make install PREFIX=~/.local), needing no Swift to run
	$(SWIFT) build $(SWIFT_FLAGS) --product gradus --static-swift-stdlib --scratch-path .build-static
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/gradus"
	install -s -m 755 .build-static/release/gradus "$(DESTDIR)$(PREFIX)/bin/gradus"
	rm -rf "$(DESTDIR)$(PREFIX)/share/gradus/Lessons"
	cp -R Lessons "$(DESTDIR)$(PREFIX)/share/gradus/Lessons"

clean: ## remove what was built
	rm -rf .build .build-static .build-test .build-fuzz

# Finds the packages that are missing, and installs them where apt-get and the right to use it are.
define install_missing
	missing=""; \
	for pair in $(1); do \
	  found=no; \
	  for folder in /usr/include /usr/local/include /opt/homebrew/include; do \
	    [ -e "$$folder/$${pair%%:*}" ] && found=yes; \
	  done; \
	  [ $$found = yes ] || missing="$$missing $${pair##*:}"; \
	done; \
	for pair in $(2); do \
	  command -v "$${pair%%:*}" >/dev/null || missing="$$missing $${pair##*:}"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	as_root=""; [ "$$(id -u)" = 0 ] || as_root="sudo"; \
	command="apt-get install -y$$missing"; \
	if ! command -v apt-get >/dev/null; then \
	  echo "gradus needs packages that Debian calls:$$missing. Install them and try again." >&2; exit 1; \
	fi; \
	if [ -n "$$as_root" ] && ! command -v sudo >/dev/null; then \
	  echo "Packages are missing. As root, run: $$command" >&2; exit 1; \
	fi; \
	echo "Installing:$$missing"; \
	export DEBIAN_FRONTEND=noninteractive; \
	{ $$as_root $$command >/dev/null 2>&1 \
	  || { $$as_root apt-get update -q >/dev/null && $$as_root $$command >/dev/null; }; } </dev/null \
	|| { echo "That did not work. As root, run: apt-get update && $$command" >&2; exit 1; }
endef

needs:
	@command -v $(SWIFT) >/dev/null || { \
	  echo "gradus needs Swift 6.2 or newer: https://www.swift.org/install" >&2; exit 1; }
	@$(call install_missing,$(HEADERS),$(BUILD_COMMANDS))

test-needs:
	@$(call install_missing,,$(TEST_COMMANDS))

test-neon-needs:
	@$(call install_missing,$(NEON_HEADERS),$(NEON_COMMANDS))
