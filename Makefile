# Every target does its own set-up: a virtual environment, the pinned packages, for the tests a browser.
# Nothing is installed again while pyproject.toml and constraints.txt stay as they are.

PYTHON ?= python3
PORT ?= 8866
HOST ?= 127.0.0.1
DATA ?=

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NEEDED := pyproject.toml constraints.txt
SERVES := $(VENV)/.ready
TESTS := $(VENV)/.ready-for-tests
BROWSER := $(VENV)/.browser
MACHINE := $(VENV)/.machine

.PHONY: serve lab test dates search lint audit soak words pictures tour sheet lock bench bench-room clean hand-outs findings
.DEFAULT_GOAL := serve

serve: $(SERVES)
	@exec $(BIN)/workbook serve --port $(PORT) --host $(HOST) $(if $(DATA),--data "$(DATA)") $(SERVE)

lab: $(SERVES)
	@$(if $(DATA),WORKBOOK_DATA="$(DATA)") exec $(BIN)/jupyter lab --notebook-dir=notebooks $(LAB)

test: $(TESTS) $(BROWSER) $(MACHINE)
	$(BIN)/python tests/run.py $(PYTEST)

# All tests without a browser on 25 days of three years, and the journey on six of them; some hours.
dates: $(TESTS) $(BROWSER) $(MACHINE)
	$(BIN)/python tests/dates.py $(DATES)

# The properties once more, at random and so many times as long. What it finds can be kept as an example:
# git apply .hypothesis/patches/…
search: $(TESTS)
	$(PIP) install --constraint constraints.txt --editable '.[search]'
	SEARCH=$(or $(SEARCH),20) $(BIN)/python -m pytest -n 2 -m 'hypothesis and not browser' $(PYTEST)

lint: $(TESTS)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Known weaknesses in what is installed; asks a public list, so it needs the network.
audit: $(TESTS)
	$(PIP) install --constraint constraints.txt --editable '.[audit]'
	$(BIN)/python -m pip_audit --requirement constraints.txt --no-deps --disable-pip $(AUDIT)

# Visitors and random faults for a while; bounded, on this machine alone.
soak: $(TESTS)
	$(BIN)/python tests/faults/soak.py $(or $(SOAK),--minutes 30 --visitors 50)

words: $(SERVES)
	$(BIN)/python -m workbook.locale

# The information sheets for team and works council and the questions on paper, from docs/hand-outs/*.typ.
hand-outs: $(SERVES)
	$(BIN)/python docs/hand-outs/make.py

# All pictures: those of the README and the manuals, the drawings of menus, the tour, and every page in every state.
pictures: $(TESTS) $(BROWSER)
	$(BIN)/python docs/pictures/make.py
	$(BIN)/python docs/pictures/make.py --tour
	$(BIN)/python docs/pictures/make.py --sheet $(SHEET)

tour: $(TESTS) $(BROWSER)
	$(BIN)/python docs/pictures/make.py --tour

sheet: $(TESTS) $(BROWSER)
	$(BIN)/python docs/pictures/make.py --sheet $(SHEET)

# What surprised about the libraries and formats of this field, each run anew without the product; installs pinned
# packages into folders that go again. It fails where one no longer behaves as written down.
findings:
	@failed=0; for each in findings/*.sh; do echo "== $$each"; PYTHON=$(PYTHON) sh $$each || failed=1; done; exit $$failed

# How fast files are read, beside the plain way (docs/bench.md), and how visitors are served, beside other
# servers (docs/bench-serving.md). Those are installed apart from everything else, and only for this.
bench: $(TESTS) $(BROWSER)
	$(PIP) install --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python -m bench.reading --write docs/bench.md $(BENCH)
	$(BIN)/python -m bench.correcting
	$(BIN)/python -m venv $(VENV)/peers
	$(VENV)/peers/$(notdir $(BIN))/python -m pip --disable-pip-version-check --quiet install -r bench/peers/requirements.txt
	$(BIN)/python -m bench.serving --peers $(VENV)/peers/$(notdir $(BIN))/python --write docs/bench-serving.md $(SERVING)

# How fast a hall of a hundred phones follows the coach, on this machine.
bench-room: $(TESTS)
	$(BIN)/python -m bench.room $(BENCH)

# The versions that were tested together, without a word on where they came from.
lock: $(TESTS)
	$(BIN)/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9._-]+==[^ ]+$$' > constraints.new
	mv constraints.new constraints.txt
	touch $(SERVES) $(TESTS)

clean:
	rm -rf $(VENV) build dist

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; say which with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(SERVES): $(BIN)/python $(NEEDED)
	@echo "Setting up; this takes a minute or two, and only now."
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(TESTS): $(SERVES)
	$(PIP) install --constraint constraints.txt --editable '.[test,hub]'
	@touch $@

# Programs that tests start: proxies, PostgreSQL, the hub's. What can't be had is said, and skipped.
$(MACHINE): $(TESTS) tests/machine.py
	$(BIN)/python tests/machine.py --install
	@touch $@

$(BROWSER): $(TESTS)
	$(BIN)/python tests/chromium.py --install
	@touch $@
