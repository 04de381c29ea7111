# The commands of the project; `make` lists them. Each works from a clean checkout with Python 3.11 or newer, venv and make.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
# Test processes side by side; 1 runs them in one.
WORKERS ?= auto
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
export DEBUG ?= 1


.PHONY: help run test test-postgresql check test-browser test-faults screenshots bench lock clean

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

# A stamp named after the lock file's hash: the second start installs nothing.
define install
	@command -v $(PYTHON) >/dev/null || { echo "Missing: $(PYTHON). Install Python 3.11 or newer, or name one: make PYTHON=python3.13 …"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version)."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Missing: Python's venv module. On Debian: apt install python3-venv"; exit 1; }
	@hash=$$(cat requirements/$(1).txt | $(PYTHON) -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest()[:16])'); \
	stamp=$(VENV)/.$(1)-$$hash; \
	if [ ! -e $$stamp ]; then \
	  echo "Installing requirements/$(1).txt into $(VENV) …"; \
	  [ -x $(PY) ] || $(PYTHON) -m venv $(VENV); \
	  $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$(1).txt && touch $$stamp; \
	fi
endef

run: ## Set up everything and serve the demo hub on 127.0.0.1:$(PORT)
	$(call install,test)
	@$(PY) manage.py start --port $(PORT)

test: ## Run the suite on SQLite, and again on PostgreSQL where TEST_DATABASE_URL is set
	$(call install,test)
	@echo "== SQLite"
	@TEST_DATABASE_URL= $(PY) -m pytest -q -n $(WORKERS)
	@if [ -n "$$TEST_DATABASE_URL" ]; then echo "== PostgreSQL"; $(PY) -m pytest -q -n $(WORKERS); else echo "PostgreSQL: not run (TEST_DATABASE_URL is not set)."; fi

test-postgresql: ## Run the suite on PostgreSQL only
	$(call install,test)
	@[ -n "$$TEST_DATABASE_URL" ] || { echo "Missing: TEST_DATABASE_URL, such as postgres://postgres@127.0.0.1:5432/hub"; exit 1; }
	@echo "== PostgreSQL"
	@$(PY) -m pytest -q -n $(WORKERS)

check: ## Lint, formatting, types, templates, migrations and the deployment check
	$(call install,dev)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/mypy
	$(PY) manage.py makemigrations --check --dry-run
	DEBUG=0 SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))') LEARNER_PEPPER=check-only ALLOWED_HOSTS=hub.example.org \
	  DATABASE_URL=sqlite:///:memory: $(PY) manage.py check --deploy --fail-level WARNING

test-browser: ## Run the tests in Chromium
	$(call install,dev)
	@command -v chromium >/dev/null || { echo "Missing: chromium. On Debian: apt install chromium"; exit 1; }
	DJANGO_ALLOW_ASYNC_UNSAFE=1 $(PY) -m pytest -q -o addopts="-p tests.environment --import-mode=importlib" tests/browser

test-faults: ## Run the fault tests against real servers, each listed as run or not run; FAULTS=short takes less time
	$(call install,dev)
	$(PY) -m pytest -q -rA -o addopts="-p tests.environment --import-mode=importlib" tests/faults

screenshots: ## Take the README's screenshots from a hub that runs on 127.0.0.1:$(PORT)
	$(call install,dev)
	$(PY) docs/screenshots/take.py http://127.0.0.1:$(PORT)

bench: ## Measure pages and quiz answers side by side and print ratios; BENCH_POSTS sets the size of a round
	$(call install,dev)
	$(PY) -m benchmarks

lock: ## Pin the dependencies of pyproject.toml with hashes, for every supported Python
	$(call install,dev)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock" \
	  --group test pyproject.toml -o requirements/test.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock" \
	  --group test --group browser --group lint --group oracle --extra prod -c requirements/test.txt pyproject.toml -o requirements/dev.txt

clean: ## Remove the environment, the database and collected files
	rm -rf $(VENV) db.sqlite3* staticfiles media
