# Two commands are the whole set-up: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: run test lint bench train fuzz clean

run: $(STAMP)  ## check the example scam with the embedded defaults
	@$(BIN)/unhook check examples/seed-scam.eml || test $$? -eq 1

test: $(STAMP) lint  ## lint, types, import contract, every test
	$(BIN)/pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)  ## measure on mail of your own: make bench CORPUS=DIR
	$(BIN)/python -m bench --corpus $(CORPUS)

train: $(STAMP)  ## make the shipped model anew: make train CORPUS=DIR
	$(BIN)/python -m bench.train --corpus $(CORPUS)

fuzz: $(STAMP)  ## 10,000 random and mutated messages
	$(BIN)/pytest tests/fuzz --fuzz=10000

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src/unhook
	@touch $@

clean:
	rm -rf .venv build dist
