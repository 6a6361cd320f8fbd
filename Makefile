# Everything a developer runs, the same on a laptop and in CI.  Needs Python >= 3.11 with pip, and make.
# The first target sets up .venv from the lock; after that set-up takes no time.

BIN := .venv/bin
UV_VERSION := 0.13.9
# The first Python that is new enough; `make PYTHON=/path/to/python3.12 setup` names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format docs bench lock clean

help: ## what there is to run
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

setup: .venv/.ready ## .venv with the locked libraries and this checkout in it

demo: .venv/.ready ## collect and build the example issue, and say where the files are
	@$(BIN)/python scripts/demo.py

test: .venv/.ready ## all tests and docstring examples, on two workers
	$(BIN)/pytest -n 2

check: .venv/.ready ## lint, format, types, import direction, generated docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/check_imports.py
	$(BIN)/python scripts/make_docs.py --check

format: .venv/.ready ## put the code into its format and fix what lint can fix
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

docs: .venv/.ready ## write the generated pages of docs/ again
	$(BIN)/python scripts/make_docs.py

bench: .venv/.ready ## time and memory of build, read and audit
	$(BIN)/python bench/run.py

# --no-emit-index-url and hashes: the lock holds for PyPI and for any mirror of it.
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

lock: .venv/.ready ## solve the versions again (`make lock UPGRADE=--upgrade` takes newer ones)
	$(COMPILE) $(UPGRADE) --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove .venv, caches and what the demo wrote
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis build dist examples/*/out examples/*/store
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uv installs and compiles in a third of pip's time.  Where it cannot be had, or only pip knows the mirror,
# pip does the same from the same lock.  Compiled bytecode: the first start of a large library costs seconds.
.venv/.ready: pyproject.toml requirements-dev.lock
	@test -n "$(PYTHON)" || { echo "No Python >= 3.11 found; name one: make PYTHON=/path/to/python3 setup" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet "uv==$(UV_VERSION)" 2>/dev/null \
		|| echo "uv cannot be had; going on with pip" >&2
	@{ test -x $(BIN)/uv && $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode \
			--require-hashes -r requirements-dev.lock; } \
		|| $(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@{ test -x $(BIN)/uv && $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; } \
		|| $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
