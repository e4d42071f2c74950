# `make help` says what there is. Whatever is longer than a line is a script in .ci/.
.DEFAULT_GOAL := help
.PHONY: help run dev staff-user test test-deep test-postgres browser page-weight bench check messages lock clean

PORT ?= 8000
ARGS ?=
export PORT
# Compiled files are kept: without them every one of the processes of a test run compiles everything again.
unexport PYTHONDONTWRITEBYTECODE
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n 2 --dist worksteal

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: ## build everything and serve the site at 127.0.0.1:8000 (PORT=8001 changes it)
	@.ci/run.sh

dev: ## the same, reloading when a file changes, with error pages for developers
	@.ci/run.sh --dev

staff-user: ## make a user who may sign in at /admin/
	@.ci/environment.sh run
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py createsuperuser

test: ## the tests but the thorough ones, on SQLite (ARGS="-k word" chooses)
	@.ci/environment.sh dev
	@env -u DATABASE_URL $(PYTEST) -m "not browser and not deep and not thorough" $(ARGS)

test-deep: ## long generated checks
	@.ci/environment.sh dev
	@env -u DATABASE_URL $(PYTEST) -m deep $(ARGS)

test-postgres: ## the same and the thorough ones on PostgreSQL (DATABASE_URL, or a server here, or a private one)
	@.ci/environment.sh dev
	@.ci/postgres.sh $(PYTEST) $(ARGS)

browser: ## journeys in headless Chromium
	@.ci/environment.sh dev
	@.ci/browser.sh $(ARGS)

page-weight: ## bytes, requests and time to read, beside GOV.UK Frontend (ARGS="--strict")
	@.ci/environment.sh dev
	@.ci/page_weight.sh $(ARGS)

bench: ## speed beside other engines, proofs, questions asked (ARGS="--only table --output FILE")
	@.ci/environment.sh bench
	@$(PYTHON) -m tests.bench $(ARGS)

check: ## style, types, import rule, migrations and translations up to date
	@.ci/environment.sh dev
	@.ci/check.sh

messages: ## extract and compile the interface's texts
	@.ci/environment.sh dev
	@$(PYTHON) .ci/messages.py

lock: ## write requirements/*.txt again from pyproject.toml (UPGRADE=1 takes newer versions)
	@.ci/lock.sh

clean: ## remove what was built; the editorial database and the editions in var/ stay
	rm -rf .venv var/static .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov test-results
	find helpdesk tests .ci -name __pycache__ -type d -prune -exec rm -rf {} +
