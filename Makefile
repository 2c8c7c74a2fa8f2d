# Deskbell. A fresh clone needs git, make and Python 3.11 or newer; everything else is set up by the target that needs it.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
BIN := .venv/bin
CODE := $(wildcard src tests scripts bench)
TEST_ARGS ?= -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
T ?= tests
# What looks into files (backup, migration of a file, crashes, erased bytes) is about SQLite alone.
ON_POSTGRES ?= tests/services tests/sync tests/edges/isolation tests/edges/live tests/edges/web -m 'not sqlite_only'
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --system-certs --custom-compile-command "make pins" $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help setup demo run check fix test test-postgres e2e proofs shots bench bench-widget pins release need-python ready-python ready-run ready-dev ready-browser

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ready-dev ready-browser ## Everything for working on Deskbell: environment, front-end, a browser

demo: ready-run ## A seeded workspace to try: prints the page of the visitor and that of the inbox
	@$(BIN)/deskbell demo $(ARGS)

run: ready-run ## Serve with the settings of the environment (deskbell serve)
	@$(BIN)/deskbell serve $(ARGS)

check: ready-dev ready-browser ## What CI runs: format, lint, types, imports, front-end, byte budgets, all tests
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports --no-logo
	$(BIN)/python scripts/frontend.py types size
	$(BIN)/python -m pytest $(TEST_ARGS) tests

fix: ready-python ## Format, and repair what the linter can repair
	$(BIN)/ruff check --fix-only $(CODE)
	$(BIN)/ruff format $(CODE)

test: ready-dev ready-browser ## The whole test suite, browser tests included (T=path, TEST_ARGS=... to narrow it)
	@$(BIN)/python -m pytest $(TEST_ARGS) $(T)

test-postgres: ready-dev ## What does not look into SQLite's files, once more on PostgreSQL
	@DESKBELL_TEST_DATABASE=postgres $(BIN)/python -m pytest $(TEST_ARGS) $(ON_POSTGRES)

e2e: ready-dev ready-browser ## The browser tests only
	@$(BIN)/python -m pytest -m browser $(T)

proofs: ready-dev ready-browser ## The long proofs: 2,000 random programs, every fence taken away, ten kills (20 minutes)
	@PROOF_PROGRAMS=2000 PROOF_STEPS=50 $(BIN)/python -m pytest -q -s --timeout=7200 tests/services/conversations/test_state_machine.py
	@PROOFS=1 $(BIN)/python -m pytest -q -s --timeout=600 tests/proofs
	@PROOFS=1 $(BIN)/python -m pytest -q -s tests/e2e
	@PROOFS=1 $(BIN)/python -m pytest -q -s tests/services/storage/test_backup.py
	@PROOFS=1 $(BIN)/python -m pytest -q -s tests/services/crawling/test_crawl.py

shots: ready-dev ready-browser ## A picture of every screen, light and dark, desk and phone (ARGS="gaps sign" to narrow it)
	@$(BIN)/python scripts/shots.py $(ARGS)

bench: ready-dev ## Measure speed, memory and bytes, each against a baseline in the same run
	@$(BIN)/python -m bench $(ARGS)

bench-widget: ready-dev ready-browser ## The widget beside its peers (fetched for the run) on one page, and Lighthouse
	@$(BIN)/python -m bench.widget $(ARGS)

pins: ready-python ## Renew the hashed requirement files (UPGRADE=--upgrade for newer versions)
	$(UV_COMPILE) pyproject.toml -c requirements/constraints.in -o requirements/run.txt
	$(UV_COMPILE) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(UV_COMPILE) requirements/uv.in -o requirements/uv.txt
	$(UV_COMPILE) requirements/node.in -o requirements/node.txt

release: ready-dev ## Build the wheel and the sdist into dist/, with the built front-end inside
	rm -rf dist
	$(BIN)/uv build --quiet --out-dir dist
	$(BIN)/python scripts/check_release.py dist

need-python:
	@test -n "$(PYTHON)" || { echo "Deskbell needs Python 3.11 or newer; none was found. Name one with make PYTHON=/path/to/python3." >&2; exit 1; }

ready-run: need-python
	@$(PYTHON) scripts/setup.py run frontend

ready-python: need-python
	@$(PYTHON) scripts/setup.py dev

ready-dev: need-python
	@$(PYTHON) scripts/setup.py dev frontend

ready-browser: ready-dev
	@$(BIN)/python scripts/find_chromium.py >/dev/null
