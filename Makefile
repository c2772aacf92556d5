# The commands of the house. `make setup` needs python3 (3.11 to 3.13) and the package registries;
# every other target sets up what it needs first, and does nothing where that is done.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
export PYTHON

# Stamps: to run, what a server needs; to work on it, everything.
RUNTIME := $(VENV)/.runtime-installed
EVERYTHING := $(VENV)/.everything-installed
CATALOGUES := $(VENV)/.catalogues-compiled
PO_FILES := $(wildcard locales/*/LC_MESSAGES/*.po)

.PHONY: help setup run test crash faults fuzz lint audit format lock update catalogues bench bench-peers chromium clean
.DEFAULT_GOAL := help

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: $(EVERYTHING) $(CATALOGUES) ## make .venv with everything, ready to run and to work on

$(UV): scripts/make_venv.sh
	@echo "Making $(VENV) ..."
	@sh scripts/make_venv.sh $(VENV)
	@touch $(UV)

# The project itself is a path to this folder (editable), so its build needs no network.
$(RUNTIME): requirements.txt pyproject.toml | $(UV)
	@echo "Installing what Quicksilver runs on ..."
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.txt
	@touch $@

$(EVERYTHING): requirements-dev.txt pyproject.toml | $(UV)
	@echo "Installing what Quicksilver and its tests run on ..."
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements-dev.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(RUNTIME) $@

$(CATALOGUES): $(PO_FILES) | $(RUNTIME)
	@$(BIN)/python -m locales compile
	@touch $@

run: $(RUNTIME) $(CATALOGUES) ## start the bot and its chat page
	@$(BIN)/python -m bot run

test: setup chromium lint audit ## lint, audit, then the whole test suite
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup

crash: setup ## kill the program again and again, and look what is lost (some minutes)
	$(BIN)/python -m tests.crash

faults: setup ## put faults into the program at work, and look how it comes through (a quarter of an hour)
	$(BIN)/python -m tests.faults

fuzz: setup ## give the program a million inputs that hurt readers (some ten minutes)
	$(BIN)/python -m tests.fuzz

audit: setup ## whether an advisory concerns a pinned version, where advisories can be had
	@$(BIN)/python scripts/audit.py requirements-dev.txt

lint: setup ## ruff, mypy, the contracts between the rooms, hadolint
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

format: setup ## what ruff can put right by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# The pins, with hashes and without the address of any registry.
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	--no-emit-find-links --no-annotate
PEERS := benchmarks/peers/requirements
lock: $(UV) ## pin what pyproject.toml asks for (LOCK_OPTIONS=--upgrade: anew)
	$(COMPILE) $(LOCK_OPTIONS) pyproject.toml -o requirements.txt
	$(COMPILE) $(LOCK_OPTIONS) --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	$(COMPILE) $(LOCK_OPTIONS) $(PEERS)-aiogram.in -o $(PEERS)-aiogram.txt
	$(COMPILE) $(LOCK_OPTIONS) $(PEERS)-ptb.in -o $(PEERS)-ptb.txt

update: ## pin everything anew, install it, and ask for advisories; `make test` then says whether it fits
	$(MAKE) lock LOCK_OPTIONS=--upgrade
	$(MAKE) setup
	$(MAKE) audit

catalogues: setup ## bring the gettext catalogues up to date with the code
	$(BIN)/python -m locales extract
	$(BIN)/python -m locales update
	$(BIN)/python -m locales compile

bench: setup ## measure the speed
	$(BIN)/python -m benchmarks

bench-peers: setup ## make what other bots need to be measured beside, and measure (some minutes)
	$(BIN)/python -m benchmarks peers --set-up
	$(BIN)/python -m benchmarks peers
	$(BIN)/python -m benchmarks peers --webhook

chromium: ## install the browser of the browser tests, where that is possible
	@sh scripts/install_chromium.sh

clean: ## remove all that the others made, except a bot's data
	rm -rf $(VENV) .peers build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locales -name '*.mo' -delete
