# make demo | test | check | bench | serve | docs        (see README.md)
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.PHONY: demo test check bench serve docs release packages bench-packages

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

bench: release bench-packages
	@Benchmarks/run $(BENCH)

# A server on a database of its own in ./beike.sqlite, made at the first start.
serve: release
	@scripts/serve $(RELEASE)

# Files that are made from others: the schemas in openapi.yaml, its copy inside the server, the command's reference.
docs: packages
	@scripts/docs
