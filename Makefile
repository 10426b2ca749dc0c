# Everything sets itself up: `make demo` and `make test` need Python 3.11 or newer and make, nothing else.

VENV := .venv
BIN := $(VENV)/bin
SOURCES := bot scheduler models messages tests bench

# The first of these that is there and new enough. Another one: make PYTHON=/path/to/python3.12 …
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup demo rehearse run test check format bench crash faults screenshots browser lock migration clean

help: ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/make \1	\2/' | expand -t 18

setup: $(VENV)/runtime ## what is needed to run, in .venv; then there is .venv/bin/stairwell

demo: setup ## a model community in the browser, without an account or a token
	@$(BIN)/stairwell demo

rehearse: setup ## play a year of the model community and check every invariant
	@$(BIN)/stairwell rehearse

run: setup ## run the bot with the settings of the environment (STAIRWELL_…)
	@$(BIN)/stairwell run

test: check browser ## every check and every test, on SQLite and PostgreSQL
	@$(BIN)/python -m pytest -n 2

check: $(VENV)/dev ## style, types, import directions
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: $(VENV)/dev ## put the code into its form
	@$(BIN)/ruff check --fix $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

bench: $(VENV)/dev ## measure: a line a figure, ending in its ratio
	@$(BIN)/python -m bench

crash: $(VENV)/dev ## kill the program at every boundary and 200 random moments, on both databases
	@$(BIN)/python -m tests.rig

screenshots: $(VENV)/dev browser ## play each role's scenes and photograph them and the pages: var/screenshots, pages of help
	@$(BIN)/python -m tests.screenshots var/screenshots bot/web/static/help

faults: $(VENV)/dev ## inject every fault of the table and print which are survived
	@$(BIN)/python -m pytest -n 2 -q -m fault

# The lock files pin every package by its hash and name no index: any index or mirror that has the same files will do.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --quiet

lock: $(VENV)/dev ## pin what pyproject.toml asks for, anew
	@$(BIN)/$(LOCK) --group build --upgrade --output-file requirements/runtime.txt
	@$(BIN)/$(LOCK) --group build --extra dev --constraint requirements/runtime.txt --upgrade \
		--output-file requirements/dev.txt

migration: $(VENV)/dev ## a new migration from the changed tables: make migration NAME="what changed"
	@$(BIN)/python -m models.migrate "$(NAME)"

clean: ## away with everything that was made, except the data in var/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- set-up: done once, and again when a lock file has changed ----

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Stairwell needs Python 3.11 or newer, and none was found." >&2; \
	  echo "Debian: apt-get install python3 python3-venv    macOS: brew install python" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing. Debian: apt-get install python3-venv (then make again)" >&2; exit 1; }
	@echo "Setting up .venv with $$("$(PYTHON)" --version)"
	@rm -rf $(VENV)
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/runtime: requirements/runtime.txt pyproject.toml $(BIN)/python
	@echo "Installing what Stairwell needs (a minute or two, once)"
	@$(PIP) install --require-hashes -r requirements/runtime.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/runtime
	@echo "Installing what the tests need"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# The pages are tested in a real browser, showing Chinese.
browser: $(VENV)/dev
	@PYTHON="$(BIN)/python" sh .ci/browser
