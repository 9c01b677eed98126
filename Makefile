# Few targets; `make help` lists them. The whole of .ci/run is made of them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
PY := $(VENV)/bin/python
# PYTHON=python3.12 names the interpreter to make the environment with.
# How many processes run the tests: a number, or auto for one per core.
JOBS ?= auto
# What the tests run: `make test TESTS=tests/core`.
TESTS ?=
# How many notices of each format are timed.
NOTICES ?= 500
# How many discharges are grouped and settled, one run for each number.
CASES ?= 100000 1000000
# Which parts: dip, drg, rules (5,000 of them), spark (which installs pyspark and needs Java 17).
PART ?= dip drg rules
# How long each format is damaged.
SECONDS_EACH ?= 60
# How often the ledger's server and client are killed: a number, or nothing for 210 in 9 minutes at most.
FAULTS ?=

# How large a nation is walked through, by how many people, for how long, how long each looks at a
# page; and a folder that keeps what was filled (nothing: it goes).
SIZE ?= national
PEOPLE ?= 50
SECONDS ?= 120
PAUSE ?= 3
LOAD_FOLDER ?=

# Whose server `make postgresql` starts: the folder of its programs.
POSTGRESQL ?= /usr/lib/postgresql/15/bin
ON_15 := test_database.py test_migrating.py test_rights.py allocation/test_steps.py backup sealing \
	$(addprefix ledger/,test_posting.py test_guards.py test_verifying.py test_sealing.py test_concurrency.py)

PIP := $(PY) -m pip --disable-pip-version-check
# The lock files are complete and hashed, so that pip resolves nothing and trusts nothing.
LOCKED := install -qq --require-hashes --no-deps
PROJECT := install -qq --no-deps --no-build-isolation --editable .
UNREACHABLE = { echo "zhida: could not install $<: is the package index reachable, and is there room on the disk?" >&2; exit 1; }

.PHONY: help demo test test-spark agree lint types imports docs check bench bench-dip browser office fuzz faults load guards postgresql samples wheelhouse lock clean

help: ## list the targets
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

demo: $(VENV)/.runtime ## samples/ checked, booked, divided, issued and read back; one fiscal year of them played to its forms; then the pages, served with a year in progress
	@rm -rf build/demo && mkdir -p build/demo
	@echo "zhida check samples --html build/demo/report.html --xlsx build/demo/findings.xlsx"
	@status=0; $(VENV)/bin/zhida check samples --html build/demo/report.html --xlsx build/demo/findings.xlsx || status=$$?; \
	case $$status in \
	0|1) echo "退出状态 $$status：样例里有意放进了错误，发现问题是正常的（0 没有错误，1 有错误）。" ;; \
	*) echo "zhida: the demo stopped with status $$status" >&2; exit $$status ;; \
	esac
	@test -s build/demo/report.html && test -s build/demo/findings.xlsx
	@echo "报告 report: build/demo/report.html；问题清单 findings: build/demo/findings.xlsx"
	@tools/book_samples.sh build/demo/data $(VENV)/bin/zhida
	@tools/issue_sample.sh build/demo/data build/demo/issued $(VENV)/bin/zhida
	@PYTHONPATH=tools $(PY) -m year build/demo/data build/demo
	@PYTHONPATH=tools $(PY) -m demo build/demo/platform

test: $(VENV)/.dev wheelhouse ## run all tests, doctests included (TESTS=… for some, JOBS=… processes)
	$(PY) -m pytest -n $(JOBS) --dist loadfile $(TESTS)

postgresql: $(VENV)/.dev ## the ledger, seals and backups on an installed server, Debian's 15 (POSTGRESQL=… its programs)
	@test -x $(POSTGRESQL)/initdb || { echo "zhida: no PostgreSQL in $(POSTGRESQL): apt-get install postgresql-15, or POSTGRESQL=…" >&2; exit 1; }
	TEST_POSTGRESQL=$(POSTGRESQL) $(PY) -m pytest -n $(JOBS) --dist loadfile $(addprefix tests/platform/,$(ON_15))

test-spark: $(VENV)/.spark ## disease payment on Spark, equal to the embedded engine to the last digit; needs Java 17
	$(PY) -m pytest tests_spark

agree: $(VENV)/.dev ## grouping held to a plain reading of the rules, on 100,000 random cases (CASES=… for another number)
	CASES=$(firstword $(CASES)) $(PY) -m pytest tests/engines/dip/test_agreement.py

lint: $(VENV)/.dev ## style, and the form of every file
	$(PY) -m ruff check
	$(PY) -m ruff format --check

types: $(VENV)/.dev ## mypy, strict, over source and tests
	ZHIDA_DATABASE_URL=postgresql://none ZHIDA_SECRET_KEY=none $(PY) -m mypy

imports: $(VENV)/.dev ## the rings: imports only point inwards
	$(VENV)/bin/lint-imports --no-logo

docs: $(VENV)/.dev ## the manual, in docs/_build/html; a warning is an error
	$(PY) -m sphinx --fail-on-warning --keep-going --quiet docs docs/_build/html
	@echo "Manual: docs/_build/html/index.html"

check: browser office test postgresql test-spark lint types imports docs demo ## all that CI runs

bench-dip: $(VENV)/.dev $(if $(filter spark,$(PART)),$(VENV)/.spark) ## disease payment beside hand-written SQL, related groups, a long chain of rules (CASES="…", PART="dip drg rules spark")
	@for part in $(PART); do PYTHONPATH=tools $(PY) -m benchmarks.$$part $(CASES) || exit; done

bench: $(VENV)/.bench ## speed and memory on this machine, beside markitdown
	PYTHONPATH=tools $(PY) -m benchmarks $(NOTICES)

browser: $(VENV)/.dev ## the pages and the html report in a browser; needs the programs chromium and npm
	$(PY) -m pytest tests_browser

office: $(VENV)/.dev ## .doc, .wps and the like; needs the program soffice
	$(PY) -m pytest tests_office

fuzz: $(VENV)/.fuzz ## damage files at random and read them (SECONDS_EACH=… per reader)
	PYTHONPATH=tools $(PY) -m fuzzing $(SECONDS_EACH)

faults: $(VENV)/.dev ## crash, starve and tamper with a ledger of its own (FAULTS=… kills)
	PYTHONPATH=tools $(PY) -m faults $(FAULTS)

load: $(VENV)/.dev ## people walking through a nation's lists (SIZE=small PEOPLE=8 SECONDS=20 PAUSE=1 LOAD_FOLDER=…)
	PYTHONPATH=tools $(PY) -m load $(SIZE) $(PEOPLE) $(SECONDS) $(PAUSE) $(LOAD_FOLDER)

guards: $(VENV)/.dev ## write down the ledger's constraints and triggers anew, after a change of its SQL
	PYTHONPATH=tools $(PY) -m guards

samples: $(VENV)/.dev ## make samples/ and fiscal-year/ anew from tools/specimens
	PYTHONPATH=tools $(PY) -m specimens

wheelhouse: wheelhouse/.complete ## everything for a machine with no network

lock: $(VENV)/.dev ## resolve requirements/*.txt anew (UPGRADE=--upgrade for newer versions)
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" tools/lock.sh $(UPGRADE)

clean: ## remove what these targets made
	rm -rf $(VENV) build dist wheelhouse docs/_build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(PY):
	@tools/environment.sh $(VENV)

$(VENV)/.runtime: requirements/runtime.txt requirements/build.txt pyproject.toml | $(PY)
	@echo "installing $< …"
	@$(PIP) $(LOCKED) -r $< -r requirements/build.txt || $(UNREACHABLE)
	@$(PIP) $(PROJECT)
	@touch $@

$(VENV)/.dev: | $(VENV)/.runtime
$(VENV)/.bench $(VENV)/.fuzz $(VENV)/.spark: | $(VENV)/.dev
$(VENV)/.dev $(VENV)/.bench $(VENV)/.fuzz $(VENV)/.spark: $(VENV)/.%: requirements/%.txt
	@echo "installing $< …"
	@$(PIP) $(LOCKED) -r $< || $(UNREACHABLE)
	@touch $@

wheelhouse/.locked: requirements/dev.txt | $(VENV)/.dev
	@echo "collecting $< in wheelhouse/ …"
	@rm -rf wheelhouse && mkdir wheelhouse
	@$(PIP) download -qq --require-hashes --no-deps --only-binary :all: --dest wheelhouse -r $< || $(UNREACHABLE)
	@touch $@

wheelhouse/.complete: wheelhouse/.locked pyproject.toml README.md $(shell find src -name __pycache__ -prune -o -type f -print)
	@rm -f wheelhouse/zhida-*.whl
	@$(PY) -m hatchling build --target wheel --directory wheelhouse >/dev/null
	@touch $@
