# make demo | test | check | torture | bench | serve | docs        (see README.md)
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.PHONY: demo test check torture bench serve docs release packages bench-packages

RELEASE := .build-release/release

# What Debian has to provide beside Swift; installed when root, named otherwise.
packages:
	@scripts/require-packages libsqlite3-dev pkg-config make git curl

bench-packages: packages
	@scripts/require-packages wrk gawk

release: packages
	swift build -c release --scratch-path .build-release --product beike-server
	swift build -c release --scratch-path .build-release --product beike

demo: release
	@scripts/demo $(RELEASE)

test: packages
	swift build --build-tests
	swift test --skip-build

# Everything that must hold of the sources themselves; `make test` says whether they work.
check: packages
	@scripts/check

# The suites with random histories, kills and big files, TORTURE times as long; SUITES names some of them.
torture: packages
	@scripts/torture $(or $(TORTURE),20) $(if $(SUITES),'$(SUITES)')

bench: release bench-packages
	@Benchmarks/run $(BENCH)

# A server on a database of its own in ./beike.sqlite, made at the first start.
serve: release
	@scripts/serve $(RELEASE)

# Files that are made from others: the schemas in openapi.yaml, its copy inside the server, the command's reference.
docs: packages
	@scripts/docs
