# Bare `make` prints this help. Two commands are enough: `make run` and `make test`.
HOST ?= 127.0.0.1
PORT ?= 8000
INSTANCE ?= instance
export HOST PORT INSTANCE

PYTHON := .venv/bin/python
FLASK := $(PYTHON) -m flask --app app
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: help run test drills lint types format lock migration openapi screenshots glossary firstrun bench clean

help: ## show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  HOST=, PORT= and INSTANCE= choose address, port and data folder, such as: make run PORT=9000"

run: .venv/.runtime ## set up what is missing, then serve the guide
	@$(FLASK) prepare
	@$(FLASK) serve

test: .venv/.development ## the fast proof, on SQLite and PostgreSQL
	@$(COMPILED) $(PYTHON) -m pytest -n 2 --dist worksteal

drills: .venv/.development ## kills, restarts, races, and on PostgreSQL what `make test` leaves to it
	@$(COMPILED) $(PYTHON) -m pytest -m twin -n 2 --dist worksteal
	@$(PYTHON) -m pytest -m "hypothesis and not drill" --hypothesis-profile=full
	@$(PYTHON) -m pytest -m "drill and not twin"

lint: .venv/.development ## style, and the order the code is kept in
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

types: .venv/.development ## check the types
	@$(PYTHON) -m mypy

format: .venv/.development ## write the code in the project's style
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

lock: .venv/.uv ## write the locked requirements anew
	@$(COMPILE) pyproject.toml -o requirements.txt
	@$(COMPILE) pyproject.toml --group dev -o requirements-dev.txt
	@$(COMPILE) --group tool -o requirements-uv.txt

migration: .venv/.development ## draft a migration: make migration ID=0017 M="add glossary"
	@mkdir -p $(INSTANCE)/data
	@$(FLASK) db upgrade
	@$(FLASK) db migrate --rev-id $(ID) -m "$(M)"
	@$(PYTHON) -m ruff check -q --fix migrations
	@$(PYTHON) -m ruff format -q migrations

openapi: .venv/.development ## write the contract of the API anew: docs/openapi.json
	@$(PYTHON) -m tests.write_contract docs/openapi.json

screenshots: .venv/.development ## pictures of the page, into screenshots/
	@$(PYTHON) -m tests.screenshots screenshots

glossary: .venv/.development ## prove that a new content type is four files and a migration
	@$(PYTHON) -m tests.new_content_type

firstrun: .venv/.development ## time `make run` in a fresh clone
	@$(PYTHON) -m tests.first_run

bench: .venv/.development ## measure speed, memory and growth, into docs/performance.md (needs wrk and nginx)
	@$(PYTHON) -m tests.bench

clean: ## remove what `make` installed; data stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache

# What Python compiled of the tests it keeps, whatever it is told: else each worker compiles them anew.
COMPILED = PYTHONDONTWRITEBYTECODE=
COMPILE = .venv/bin/uv pip compile -q --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock"
# uv is fast; pip does the same where uv cannot.
# Compiled at once: else every process that may not write would compile anew.
INSTALL = VIRTUAL_ENV=.venv .venv/bin/uv pip install -q --compile-bytecode --require-hashes -r $< \
	|| $(PYTHON) -m pip install -q --require-hashes -r $<

.venv/.runtime: requirements.txt .venv/.uv
	@echo "installing what the guide needs"
	@$(INSTALL)
	@touch $@

.venv/.development: requirements-dev.txt .venv/.uv
	@echo "installing what the guide and its tests need"
	@$(INSTALL)
	@touch $@ .venv/.runtime

.venv/.uv: requirements-uv.txt
	@echo "making the virtual environment"
	@python3 -c 'import ensurepip, venv' 2>/dev/null || \
		{ $(SUDO) apt-get update -qq && \
		  $(SUDO) apt-get install -y -qq --no-install-recommends python3-venv; }
	@python3 -m venv .venv
	@$(PYTHON) -m pip install -q --require-hashes -r requirements-uv.txt
	@touch $@
