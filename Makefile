# Every target makes .venv first if it is missing: nothing else is needed than Python 3.11 or later.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: venv demo test check bench oracles messages lock clean

venv: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Toguna needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

demo: $(STAMP)  ## take the sample dossier to its final text, and a choice to its note, in demo/
	$(BIN)/python -m toguna.cli.demo demo

test: $(STAMP)  ## run every test that this machine can run
	$(BIN)/python -m pytest -n auto $(TESTS)

check: $(STAMP)  ## style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)  ## measure speed and quality against peers and floors
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	$(BIN)/python -m bench.consolidate
	$(BIN)/python -m bench.numbering --data ../shared/corpus/docx
	$(BIN)/python -m bench.linking --data ../shared/corpus
	$(BIN)/python -m bench.grouping --data ../shared/corpus
	$(BIN)/python -m bench.million
	$(BIN)/python -m bench.robustness
	$(BIN)/python -m bench.pages
	$(BIN)/python -m bench.room

# Peers that cannot be installed beside Toguna, or beside each other: each list in a place of its own.
oracles: $(patsubst requirements/oracles-%.txt,build/oracles/%/.installed,$(wildcard requirements/oracles-*.txt))  ## the peers that tests ask

build/oracles/%/.installed: requirements/oracles-%.txt
	$(PYTHON) -m venv build/oracles/$*
	build/oracles/$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

messages: $(STAMP)  ## take the French sentences out of the code and the pages, compile the English ones
	@mkdir -p build
	$(BIN)/python -m tools.messages build
	for domain in toguna django; do \
	  $(BIN)/pybabel -q update -D $$domain -i build/$$domain.pot -d src/toguna/locale -l en --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 100 && \
	  $(BIN)/pybabel -q compile -D $$domain -d src/toguna/locale -l en || exit 1; \
	done
	$(BIN)/pybabel -q compile -D click -d src/toguna/locale -l fr

lock: $(STAMP)  ## pin every dependency again, with hashes
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements/base.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --extra dev pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --extra dev --extra bench pyproject.toml -o requirements/bench.txt
	printf 'pymcdm\npyrepo-mcda\n' | $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 - -o requirements/oracles-mcda.txt
	echo 'pref-voting' | $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 - -o requirements/oracles-votes.txt
	echo 'pyspark>=4.0' | $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 - -o requirements/spark.txt

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
