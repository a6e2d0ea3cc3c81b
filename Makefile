# Everything runs from .venv, which `make setup` builds. Other interpreter: make setup PYTHON=python3.12
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
unexport PYTHONPATH PYTHONHOME
# One step after the other, so that pytest's closing line is the last one printed.
.NOTPARALLEL:

VENV ?= .venv
BENCH_VENV := .venv-bench
LOCK_VENV := .venv-lock
BIN := $(VENV)/bin
INTO := $(VENV)
PIP_INSTALL := -m pip install -qq --disable-pip-version-check --no-input
RECENT_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
IMPORTS_DURABLE := import durable_rules_engine

# The first interpreter on PATH that is recent enough.
PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11 python; do \
    "$$candidate" -c '$(RECENT_ENOUGH)' 2>/dev/null && { echo "$$candidate"; break; }; done)

PACKAGE := src/manual_atencion
CATALOGUES := $(wildcard $(PACKAGE)/locale/*/LC_MESSAGES/*.po)
MANUAL_FILES := $(wildcard $(PACKAGE)/rules/*.yaml $(PACKAGE)/phrases/*.yaml)
MODULES := $(wildcard $(PACKAGE)/*.py $(PACKAGE)/*/*.py)
TYPED := $(wildcard src tests benchmarks hatch_build.py)
NOW := 2026-02-13T15:00:00-05:00

# An interpreter asked for by name must not be answered by an environment of another version.
ifeq ($(origin PYTHON),command line)
ifneq ($(wildcard $(VENV)/.ready),)
ifneq ($(shell $(PYTHON) -V 2>&1),$(shell $(BIN)/python -V 2>&1))
$(shell rm -rf $(VENV))
endif
endif
endif

.PHONY: help
help:  ## Show this list
	@grep -hE '^[a-z-]+:.*  ## ' Makefile | sed -E 's/^([a-z-]+):.*  ## /\1\t/' | expand -t 12

.PHONY: setup
setup: $(VENV)/.built  ## Build .venv: locked dependencies, this package, durable-rules where it builds

$(VENV)/.ready: pyproject.toml requirements/develop.txt requirements/durable.txt
	@if ! $(or $(PYTHON),false) -c '$(RECENT_ENOUGH)' 2>/dev/null; then \
	    echo "setup: Python 3.11 or newer is needed, and '$(or $(PYTHON),python3)' is not one." \
	         "Install one, or name one: make setup PYTHON=/path/to/python3.12" >&2; exit 1; fi
	@echo "setup: $(VENV) with $$($(PYTHON) -V), about half a minute"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	    echo "setup: $(PYTHON) could not make a virtual environment; on Debian and Ubuntu install python3-venv" >&2; exit 1; }
	@$(BIN)/python $(PIP_INSTALL) --require-hashes --requirement requirements/develop.txt
	@$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@$(MAKE) install-durable INTO=$(VENV)
	@touch $@

# The manual already checked, and the message catalogues: both are caches that are written again when their sources change.
$(VENV)/.built: $(VENV)/.ready hatch_build.py $(CATALOGUES) $(MANUAL_FILES) $(MODULES)
	@$(BIN)/python hatch_build.py
	@touch $@

.PHONY: install-durable
install-durable:
	@if ! $(INTO)/bin/python -c 'import sys; sys.exit(sys.version_info >= (3, 13))'; then \
	    echo "setup: durable-rules left out, it does not import on Python 3.13; the evaluator decides alone"; \
	elif $(INTO)/bin/python $(PIP_INSTALL) --no-deps --no-build-isolation --use-pep517 --require-hashes \
	        --requirement requirements/durable.txt >$(INTO)/durable.log 2>&1 \
	     && $(INTO)/bin/python -c '$(IMPORTS_DURABLE)' >>$(INTO)/durable.log 2>&1; then \
	    echo "setup: durable-rules built, it serves as the second engine"; \
	else \
	    echo "setup: durable-rules left out, it did not build here (a C compiler and Python's headers are needed;" \
	         "see $(INTO)/durable.log); the evaluator decides alone"; \
	fi

.PHONY: demo
demo: setup  ## Decide one real case, and check one draft reply beside its case
	@if $(BIN)/python -c '$(IMPORTS_DURABLE)' 2>/dev/null; then engine=both; \
	    echo "demo: both engines are asked, the evaluator and durable-rules, and must agree"; \
	else engine=evaluator; echo "demo: the evaluator alone is asked, durable-rules is not available here"; fi; \
	echo '$$ manual-atencion decide examples/llamada_perdida.yaml --now $(NOW)'; \
	$(BIN)/manual-atencion decide examples/llamada_perdida.yaml --now $(NOW) --engine $$engine
	@echo; echo '$$ cat examples/reclamo_con_error.yaml'; cat examples/reclamo_con_error.yaml
	@echo; echo '$$ manual-atencion lint examples/borrador.txt --case examples/reclamo_con_error.yaml --now $(NOW)'
	@$(BIN)/manual-atencion lint examples/borrador.txt --case examples/reclamo_con_error.yaml --now $(NOW) || \
	    test $$? -eq 1  # 1 says that there are findings, and here there must be

.PHONY: test
test: setup lint types suite  ## Set up, then lint, types and the whole test suite

.PHONY: suite
suite: setup
	@$(BIN)/python -c '$(IMPORTS_DURABLE)' 2>/dev/null \
	    || echo "test: durable-rules is not available here, what needs it is skipped"
	@$(BIN)/python -m pytest

.PHONY: test-all
test-all:  ## The test suite on each of Python 3.11, 3.12 and 3.13 that is found
	@left_out=""; failed=""; \
	for version in 3.11 3.12 3.13; do \
	    python=""; \
	    for candidate in "python$$version" "$$(pyenv root 2>/dev/null || true)"/versions/"$$version".*/bin/python; do \
	        if "$$candidate" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$$version')" 2>/dev/null; \
	        then python="$$candidate"; fi; \
	    done; \
	    if [ -z "$$python" ]; then left_out="$$left_out $$version"; continue; fi; \
	    echo "test-all: Python $$version"; \
	    $(MAKE) suite VENV=.venv-$$version PYTHON="$$python" || failed="$$failed $$version"; \
	done; \
	if [ -n "$$left_out" ]; then echo "test-all: left out, not found here: Python$$left_out"; fi; \
	if [ -n "$$failed" ]; then echo "test-all: failed on Python$$failed"; exit 1; fi

.PHONY: agree
agree: setup  ## 200,000 random cases through both engines in one process: disagreements and memory
	@ENGINE_CASES=$${ENGINE_CASES:-200000} $(BIN)/python -m pytest -q -s -o faulthandler_timeout=0 tests/test_engines_agree.py -k memory

.PHONY: lint
lint: setup  ## Style: ruff's rules and its format
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet . \
	    || { echo "lint: see above; 'make format' repairs what can be repaired by itself" >&2; exit 1; }
	@echo "lint: clean"

.PHONY: format
format: setup  ## Repair style and format in place
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

.PHONY: types
types: setup  ## Types: mypy --strict
	@$(BIN)/mypy --strict --no-error-summary $(TYPED)
	@echo "types: clean"

.PHONY: coverage
coverage: setup  ## The test suite with line and branch coverage
	@$(BIN)/coverage run -m pytest -q
	@$(BIN)/coverage report

.PHONY: bench
bench: $(BENCH_VENV)/.ready  ## Measure against other engines, in an environment of its own
	@$(BENCH_VENV)/bin/python -m benchmarks

$(BENCH_VENV)/.ready: pyproject.toml requirements/bench.txt requirements/durable.txt $(VENV)/.built
	@echo "bench: $(BENCH_VENV) with the peers"
	@$(BIN)/python -m venv $(BENCH_VENV)
	@$(BENCH_VENV)/bin/python $(PIP_INSTALL) --require-hashes --requirement requirements/bench.txt
	@$(BENCH_VENV)/bin/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@$(MAKE) install-durable INTO=$(BENCH_VENV)
	@touch $@

.PHONY: messages
messages: $(VENV)/.ready  ## Collect the program's messages, update the catalogues and compile them
	@$(BIN)/pybabel --quiet extract --sort-by-file --add-location=file --project=manual-atencion \
	    --keyword=message --keyword=mark \
	    --output=$(PACKAGE)/locale/manual_atencion.pot src
	@for catalogue in $(CATALOGUES); do language=$${catalogue#$(PACKAGE)/locale/}; \
	    $(BIN)/pybabel --quiet update --ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete \
	        --locale="$${language%%/*}" --input-file=$(PACKAGE)/locale/manual_atencion.pot --output-file="$$catalogue"; \
	done
	@$(BIN)/python hatch_build.py

.PHONY: lock
lock:  ## Renew the versions and hashes in requirements/ within the ranges of pyproject.toml
	@$(PYTHON) -m venv $(LOCK_VENV) && $(LOCK_VENV)/bin/python $(PIP_INSTALL) 'uv>=0.5,<1'
	@lock() { out=requirements/$$1.txt; shift; \
	    $(LOCK_VENV)/bin/uv pip compile pyproject.toml "$$@" --quiet --upgrade --universal --python-version 3.11 \
	        --generate-hashes --no-header --no-annotate >$$out.new; \
	    { echo '# Written by "make lock": versions and hashes, for every platform and Python 3.11 or newer.'; \
	      cat $$out.new; } >$$out; rm $$out.new; }; \
	lock develop --group dev; \
	lock durable --extra durable --constraint requirements/develop.txt; \
	lock bench --group bench --constraint requirements/develop.txt
	@if grep -HnE '[a-z]+://' requirements/*.txt; then echo "lock: an address got into the lock files" >&2; exit 1; fi

.PHONY: clean
clean:  ## Remove everything that make has made
	@rm -rf .venv .venv-* build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache $(PACKAGE)/packaged.json
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find $(PACKAGE) -name '*.mo' -delete -o -name '*.pot' -delete
