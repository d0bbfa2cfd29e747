# make run    set up .venv with what Riffle needs and run the demo
# make test   set up .venv with the development packages and run the tests
# make check  style, types, layers, fresh pages, and the wheel run in an empty environment
# make docs   write docs/rules again from the rules
# make lock   write .ci/requirements-dev.txt again from pyproject.toml (Python 3.11)

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := .ci/requirements-dev.txt
# Two at a time: enough to keep a small machine busy, and each holds a whole environment in memory.
WORKERS ?= 2

.PHONY: run test check docs lock clean
.DEFAULT_GOAL := run

run: $(VENV)/.runtime
	$(BIN)/riffle demo

test: $(VENV)/.development
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m reports.rule_pages --check
	$(BIN)/python .ci/wheel.py

docs: $(VENV)/.development
	$(BIN)/python -m reports.rule_pages

lock: $(VENV)/.development
	$(BIN)/pip-compile --quiet --extra dev --upgrade --strip-extras --allow-unsafe --no-annotate --no-header --no-emit-index-url \
		--no-emit-find-links --no-emit-trusted-host --output-file - pyproject.toml | grep -v -e '^#' -e '^pip==' -e '^$$' > $(LOCK).new
	mv $(LOCK).new $(LOCK)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# The stamps: an environment is set up again only when pyproject.toml or the lock has changed.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Riffle needs Python 3.11 or newer: install it, or say where it is: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV): about a minute the first time"
	$(PIP) install --editable .
	@touch $@

# The lock is for Python 3.11; where it does not fit, the newest packages that pyproject.toml allows stand in.
# The second line also installs what a newer Python needs beyond the lock.
$(VENV)/.development: pyproject.toml $(LOCK) | $(BIN)/python
	@echo "Setting up $(VENV) for development: a minute or two the first time"
	$(PIP) install --requirement $(LOCK) || echo "The lock does not fit this Python: installing the newest packages instead" >&2
	$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.runtime
