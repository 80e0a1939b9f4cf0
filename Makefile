# make site builds the sample journal, make test runs all tests. Both set up what they need in .venv first;
# with HASHES=1 of nothing but files whose sums stand in hashes.txt.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python3.14 python,\
  $(shell $(name) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALL := $(PIP) --constraint constraints.txt $(if $(HASHES),--no-build-isolation)

.DEFAULT_GOAL := help
.PHONY: help site serve test check screenshots budgets lighthouse serving bench fuzz audit clean

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

site: $(VENV)/.ready ## Build the sample journal's site into site/
	@$(BIN)/studylog build

serve: $(VENV)/.ready ## Serve it on http://127.0.0.1:8000 and rebuild on every edit
	@$(BIN)/studylog serve

test: $(VENV)/.ready ## Run all tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(VENV)/.ready ## Lint, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

screenshots: site ## Make the pictures of README and guide anew (needs Chromium)
	@$(BIN)/python -m tests.browser.screenshots

budgets: $(VENV)/.ready ## Measure what every page is held to, also at ten years of records (needs Chromium; minutes)
	@$(BIN)/python -m tests.browser.budgets

lighthouse: $(VENV)/.ready ## The same with Lighthouse on a phone profile (needs Chromium and npm; minutes)
	@$(BIN)/python -m tests.browser.lighthouse

serving: $(VENV)/.ready ## Measure how soon an edit is on screen with each engine (minutes)
	@$(BIN)/python -m tests.sites.serving

bench: $(VENV)/.ready ## Compare its speed with that of others, side by side (many minutes)
	@$(INSTALL) --editable ".[test,check,bench]"
	@$(BIN)/python -m tests.bench

fuzz: $(VENV)/.ready ## Try any bytes as records, logs and texts for three minutes (Linux)
	@$(INSTALL) --editable ".[test,check,fuzz]"
	@$(BIN)/python -m tests.fuzz

audit: $(VENV)/.ready ## Ask whether a vulnerability of any package in hashes.txt is known
	@$(INSTALL) --editable ".[test,check,audit]"
	@$(BIN)/python -m tests.audit

clean: ## Delete everything that was made
	@rm -rf $(VENV) .studylog site docs/index.md docs/journal .pytest_cache .hypothesis .mypy_cache .ruff_cache dist

$(VENV)/.ready: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "studylog needs Python 3.11 or newer with venv (on Debian: apt install python3-venv)." \
	  "Install it, or name one: make site PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON) …"
	@$(PYTHON) -m venv $(VENV)
	@$(if $(HASHES),$(PIP) --require-hashes --requirement hashes.txt)
	@$(INSTALL) --editable ".[test,check]"
	@touch $@
