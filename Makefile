# One word per task. `make run` and `make test` do all the set-up a bare Debian needs. A task with RUN='…' hands that to its
# script, which says at its beginning what there is.

PREFIX  ?= /usr/local
DESTDIR ?=
SHELL   := /bin/bash
.DEFAULT_GOAL := help

SWIFT    = $(shell scripts/find-swift)
RELEASE  = .build/release/imgsh
# What is looked up at each start is kept small: the C++ libraries of Swift are linked in as Swift's own are, no symbol is
# there for others, and addresses to be written stand in little room.
LINKING  = -Xswiftc -use-ld=lld -Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xswiftc -L.build/archives \
           -Xlinker --no-export-dynamic -Xlinker -z -Xlinker pack-relative-relocs
SOURCES  = Package.swift $(shell find Sources -name '*.swift' -o -name '*.c' -o -name '*.h' 2>/dev/null)

.PHONY: help run build release clean test examples lint format docs check fuzz races coverage torture compatibility \
        bench lab lab-status lab-down install install-files uninstall deb check-deb

help:  ## List the tasks
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile | expand -t 16

# Building and running.

run: release  ## Build, and start the shell on the local backend
	@$(RELEASE) --backend local || true

build: .build/prepared  ## Build for debugging
	$(SWIFT) build

release: $(RELEASE)  ## Build for use

$(RELEASE): $(SOURCES) .build/prepared
	@mkdir -p .build/archives && ln -sf "$$($(dir $(SWIFT))clang -print-file-name=libstdc++.a)" .build/archives/
	$(SWIFT) build -c release --static-swift-stdlib --disable-local-rpath $(LINKING) --product imgsh
	@touch $@

# The packages of the system, and a Swift compiler: looked at once.
.build/prepared: scripts/prepare scripts/find-swift
	@scripts/prepare
	@mkdir -p .build && touch $@

clean:  ## Remove what was built
	rm -rf .build

# What a change must pass; .ci/run calls the same.

check: lint test examples $(RELEASE)  ## What a change must pass: format, warnings, tests, generated files
	scripts/generated-files --check $(RELEASE)

lint:  ## Check the format
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests Examples

test: build  ## Run every test: in the process, on a terminal, on real servers
	scripts/test-tools
	$(SWIFT) build --build-tests
	scripts/run-tests $(SWIFT)
	scripts/terminal-tests .build/debug/imgsh
	scripts/torture .build/debug/imgsh --short

examples: build  ## Build and test the packages below Examples/
	scripts/check-examples $(SWIFT)

# What puts the sources in order.

format:  ## Put the sources into the format
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests Examples

docs: $(RELEASE)  ## Make the manual page, docs/language.md, CHANGELOG.md and the figures in README.md anew
	scripts/generated-files $(RELEASE)

# What takes long, and writes its figures into a page.

fuzz: .build/prepared  ## Give libFuzzer every parser, for a minute in all (RUN='--seconds 3600 --write docs/reliability.md')
	scripts/fuzz $(RUN)

races: .build/prepared  ## Run the tests of the process with the thread sanitizer (RUN='FileIOTests')
	scripts/thread-sanitizer $(SWIFT) $(RUN)

coverage: .build/prepared  ## Say which lines that move or guard data no test runs; writes docs/coverage.md (RUN='--again')
	scripts/test-tools
	scripts/coverage --write docs/coverage.md $(RUN)

torture: build $(RELEASE)  ## Kills, power cuts, failing calls, damage; writes docs/reliability.md (RUN='--only kills --count 500')
	scripts/torture .build/debug/imgsh --release $(RELEASE) --write docs/reliability.md $(RUN)

compatibility: $(RELEASE)  ## Compare with the openstack and glance clients on the lab; writes docs/compatibility.md (RUN="--only 'image list'")
	@Tests/Lab/up && Tests/Lab/peers
	Tests/Compatibility/run $(RELEASE) $(RUN)

bench: $(RELEASE)  ## Measure beside peers and limits on the lab; writes docs/performance.md and README.md (RUN='--only Start')
	@LAB_SIZE_CAP2=8589934592 Tests/Lab/up && Tests/Lab/peers
	scripts/bench $(RELEASE) --write docs/performance.md --readme README.md $(RUN)

# Real servers for the tests (Tests/Lab/README.md).

lab:  ## Bring up real Keystone, Glance and Nova on 127.0.0.1
	@Tests/Lab/up

lab-status:  ## Say which of them run
	@Tests/Lab/status

lab-down:  ## Stop them
	@Tests/Lab/down

# Installing and packing.

install: $(RELEASE)  ## Install below PREFIX: binary, completions, manual
	@$(MAKE) -s install-files

# The same of a build that is there.
IMGSH ?= $(RELEASE)

install-files:
	install -D -m 755 -s $(IMGSH) $(DESTDIR)$(PREFIX)/bin/imgsh
	install -D -m 644 docs/imgsh.1 $(DESTDIR)$(PREFIX)/share/man/man1/imgsh.1
	install -D -m 644 completions/imgsh.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/imgsh
	install -D -m 644 completions/_imgsh $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_imgsh
	install -D -m 644 completions/imgsh.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/imgsh.fish

uninstall:  ## Remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/imgsh $(DESTDIR)$(PREFIX)/share/man/man1/imgsh.1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/imgsh \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_imgsh \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/imgsh.fish

deb: $(RELEASE)  ## Build a Debian package, in .build
	scripts/make-deb $(RELEASE) .build

check-deb: $(RELEASE)  ## Install the package in a clean Debian and use it there (as root)
	scripts/check-deb "$$(scripts/make-deb $(RELEASE) .build)"
