# Everything a person or CI runs, one target each. All of it stays inside this checkout: Python
# packages in .venv, build output in target.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3.11
VENV := $(CURDIR)/.venv
PY := $(VENV)/bin/python
TARGET := $(or $(CARGO_TARGET_DIR),$(CURDIR)/target)
LIBRARY := $(TARGET)/release/libferronum.so
PREFIX ?= /usr/local
# pyo3 asks this interpreter for its layout; an absolute path, so that every build agrees.
export PYO3_PYTHON := $(PY)
# What maturin sets; without it each change between cargo and pip would compile most crates anew.
export PYO3_ENVIRONMENT_SIGNATURE = $(shell $(PY) -c \
	'import sys, struct; print("cpython-%d.%d-%dbit" % (*sys.version_info[:2], struct.calcsize("P") * 8))' 2>/dev/null)

# Areas of the differential runner in which a fixed seed finds nothing unknown; `make diff` runs all of them.
SAME := create dtype promote cast reduce shape sort text scalars linalg strings bits

.PHONY: help venv lib install test demo conformance conformance-update diff crossing bench capi sources crashers leaks clients fuzz \
	pytest smoke install-c clean-venv

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 22

$(VENV)/.stamp: requirements/test.txt requirements/build.txt requirements/demo.txt
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet -r requirements/test.txt -r requirements/build.txt -r requirements/demo.txt
	touch $@

venv: $(VENV)/.stamp ## make .venv with the tools that tests and instruments need

lib: venv ## build the release library (cargo decides what is out of date)
	cargo build --release --package ferronum

install: lib ## install the package ferronum into .venv, as `pip install .` does
	PATH="$(VENV)/bin:$$PATH" $(PY) -m pip install --quiet --no-build-isolation --no-deps --force-reinstall .

demo: install ## run examples/ on both cores and compare every line
	$(PY) examples/run.py

conformance: lib ## NumPy's own suite on our core; fails where expected/ and truth differ
	$(PY) conformance/run.py --python $(PY) --library $(LIBRARY) --check --write-docs

conformance-update: lib ## the same, rewriting conformance/expected and docs/conformance.md
	$(PY) conformance/run.py --python $(PY) --library $(LIBRARY) --update --write-docs

diff: lib ## the same random snippets on both cores, compared to the byte
	$(PY) conformance/diff.py --python $(PY) --library $(LIBRARY) $(ARGS)

crossing: lib ## every call of NumPy with arguments of every kind, on both cores (ARGS="--only reduce")
	$(PY) conformance/crossing.py --python $(PY) --library $(LIBRARY) --check $(ARGS)

bench: lib ## both cores side by side in alternating rounds (ARGS="--quick --group small")
	$(PY) benches/bench.py --python $(PY) --library $(LIBRARY) $(ARGS)

capi: lib venv ## C and C++ programs against both cores
	$(PY) capi-tests/run.py --library $(LIBRARY) $(ARGS)
	$(PY) capi-tests/headers.py

sources: lib venv ## other people's sources, built over our headers alone and tested on both cores (PyPI, minutes)
	$(PY) capi-tests/sources/run.py --library $(LIBRARY) $(ARGS)

crashers: lib ## input that crashes NumPy, each in its own process
	$(PY) tests/crashers/run.py --python $(PY) --library $(LIBRARY) $(ARGS)

leaks: lib ## statements of every area and random snippets, round after round: no count may grow
	$(PY) tests/leaks/run.py --python $(PY) --library $(LIBRARY) $(ARGS)

clients: lib ## tests of packages built on NumPy, on both cores, compared test by test (ARGS=--short: CI's selection)
	$(PYTHON) clients/run.py --library $(LIBRARY) $(ARGS)

fuzz: lib ## mutated input for the parsers of numbers, dtypes and buffer formats (SECONDS=10 each)
	for target in numbers dtypes formats; do \
	  cargo run --quiet --release --package ferronum-fuzz -- $$target --python $(PY) --library $(LIBRARY) \
	    --seconds $(or $(SECONDS),10) --seed $(or $(SEED),1); done

pytest: install ## the loader's own tests
	$(PY) -m pytest tests -n 2

smoke: ## the core built for CPython 3.12 and 3.13, where those are installed
	scripts/smoke

install-c: lib ## library, headers, CMake package and ferronum.pc under PREFIX
	cargo xtask install-c --prefix $(PREFIX) --library $(LIBRARY)

test: install ## everything CI runs, job by job (ARGS="lint rust": these)
	FERRONUM_PYTHON=$(PY) FERRONUM_LIBRARY=$(LIBRARY) cargo xtask ci $(ARGS)

clean-venv: ## remove .venv
	rm -rf $(VENV)
