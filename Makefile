# make run · make test · make check · make bench: each gets what it needs first, on a machine with Python 3.11, make and apt.
# What has been done is remembered in .make/, by stamps that are older than nothing they depend on.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help env run machine machine-deep test test-fast test-deep components check gallery bench release audit clean

BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# npm trusts what the machine trusts, as pip does.
export NODE_USE_SYSTEM_CA := 1

# An empty or missing home must not stop npm, pip or Chromium: they get one of ours.
ifneq ($(shell [ -n "$$HOME" ] && [ -d "$$HOME" ] && [ -w "$$HOME" ] && echo fine),fine)
export HOME := $(CURDIR)/.make/home
endif
$(shell mkdir -p .make/home)

# A stamp whose work has been deleted is no stamp.
ifeq ($(wildcard $(BIN)/selfhelp),)
$(shell rm -f .make/env)
endif
ifeq ($(wildcard pwa/node_modules/.bin/vite),)
$(shell rm -f .make/node)
endif
ifeq ($(wildcard pwa/dist/index.html),)
$(shell rm -f .make/pwa)
endif

# Folders too: their time changes when a file goes.
PWA := $(shell find pwa/src pwa/public pwa/build 2>/dev/null) $(wildcard pwa/*.ts pwa/*.json pwa/index.html pwa/.npmrc)
PYTHON_SOURCES := selfhelp tests bench supply

help:
	@echo "make run        build and serve on http://localhost:8000"
	@echo "make test       the promises, in a real browser and on both databases: ten minutes"
	@echo "make test-fast  what needs neither, and screens if they were changed: a minute"
	@echo "make test-deep  what takes root, other packages or long: half an hour"
	@echo "make components what the screens do, without a browser"
	@echo "make check      format, types, layers, sizes"
	@echo "make gallery    a picture of every screen and what is said of fifty weeks, into .shots/"
	@echo "make bench      measure, into bench/*.md"
	@echo "make release    the wheel, its hashes and what it is made of, built twice from the last commit, into release/"
	@echo "make audit      known faults in what we depend on (needs the network)"

env: .make/env .make/node

.make/env: requirements-build.lock requirements-dev.lock pyproject.toml
	@.ci/venv
	@echo "· Python packages, as locked"
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-build.lock
	@$(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.make/node: pwa/package-lock.json pwa/package.json pwa/.npmrc .make/env
	@echo "· client packages, as locked"
	@cd pwa && npm ci --ignore-scripts --loglevel error
	@touch $@

.make/pwa: $(PWA) .make/node
	@echo "· building the app"
	@cd pwa && npm run --silent build -- --logLevel warn
	@touch $@

# The shipped texts as a server hands them out, for tests of the app without one.
.make/texts: $(shell find content selfhelp/modules 2>/dev/null) tests/compiled.py tests/journeys/coached.py .make/env
	@$(BIN)/python -m tests.compiled $@
	@touch $@

run: .make/pwa
	@exec $(BIN)/selfhelp serve

machine:
	@.ci/machine

machine-deep:
	@.ci/machine deep

test: machine .make/pwa .make/texts
	@$(BIN)/python -m tests.suite -m "not deep"

test-fast: .make/node .make/texts
	@$(BIN)/python -m tests.suite --fast -n 2 -q -m "not (postgres or browser or slow or deep)" --ignore=tests/journeys --ignore=tests/engines

test-deep: machine-deep .make/pwa .make/texts
	@$(BIN)/python -m tests.suite --deep --hypothesis-profile=deep -m "deep or hypothesis"
	@$(BIN)/pytest -p tests.statements -q -n 4 --dist loadfile --no-loadscope-reorder --ignore=tests/journeys -m "not (browser or deep)"

components: .make/node .make/texts
	@cd pwa && npm run --silent components

check: .make/pwa
	@echo "· ruff" && $(BIN)/ruff check $(PYTHON_SOURCES) && $(BIN)/ruff format --check $(PYTHON_SOURCES)
	@echo "· mypy" && $(BIN)/mypy
	@echo "· layers" && $(BIN)/lint-imports
	@echo "· dependencies" && $(BIN)/deptry selfhelp
	@echo "· client: types and Biome" && cd pwa && npm run --silent check
	@echo "· locks" && .ci/locks
	@echo "· contrast" && node pwa/build/contrast.ts
	@echo "· first load" && node pwa/build/size.ts
	@echo "· licences" && $(BIN)/python -m supply.licences
	@echo "· reproducible build" && $(BIN)/python -m supply.release --check
	@echo "· content" && $(BIN)/selfhelp content check --frozen

gallery: machine .make/pwa
	@node pwa/build/weeks.ts
	@$(BIN)/python -m tests.journeys.gallery

.make/lighthouse: bench/lighthouse/package-lock.json .make/env
	@cd bench/lighthouse && npm ci --ignore-scripts --loglevel error
	@touch $@

.make/web-push: bench/web-push/package-lock.json .make/env
	@cd bench/web-push && npm ci --ignore-scripts --loglevel error
	@touch $@

bench: machine .make/pwa .make/lighthouse .make/web-push
	@$(BIN)/python -m bench.sync
	@$(BIN)/python -m bench.scale
	@$(BIN)/python -m bench.push
	@$(BIN)/python -m bench.million
	@$(BIN)/python -m bench.app
	@$(BIN)/python -m bench.coach

release: .make/node
	@$(BIN)/python -m supply.release

audit: .make/node
	@.ci/audit

clean:
	rm -rf .make pwa/dist
