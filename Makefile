# `make serve` opens the dashboard, `make test` runs every test. Both need Python 3.11+ with venv, and make.

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate --quiet
LOCK := $(COMPILE) pyproject.toml --extra install --extra login
PEERS := .basing/peers
PYTEST_ARGS ?= -n 2 --dist loadfile
export PYTHON BASING_CHROMIUM

.PHONY: help serve test check lint types docs dossiers docs-pages bench bench-snapshot lock basemap images format clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 24

serve: .venv/run.stamp ## open the dashboard; ARGS="--port 9000" passes options on
	$(BIN)/basing serve $(ARGS)

test: .venv/dev.stamp ## run every test, those in a browser too
	chromium="$$(tools/chromium.sh)" && BASING_CHROMIUM="$$chromium" $(BIN)/pytest $(PYTEST_ARGS)

check: lint types docs dossiers ## lint, types, documentation and the shipped dossiers

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev.stamp
	$(BIN)/mypy

docs: .venv/dev.stamp
	$(BIN)/pytest -q tests/test_repository.py tests/test_docs.py tests/test_reference.py

dossiers: .venv/run.stamp
	$(BIN)/basing check --strict seeds
	$(BIN)/basing fmt --check seeds

docs-pages: .venv/run.stamp ## write the pages in docs/ that repeat what the code declares
	$(BIN)/python -m tools.make_docs
	$(BIN)/python -m tools.make_reference
	$(BIN)/python -m tools.make_examples
	$(BIN)/python -m tools.make_coverage

format: .venv/dev.stamp ## put the code in its one format
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .

bench: .venv/dev.stamp ## measure speed and size, and write docs/benchmarks.md
	chromium="$$(tools/chromium.sh)" && BASING_CHROMIUM="$$chromium" $(BIN)/python -m tests.bench

bench-snapshot: .venv/dev.stamp $(PEERS)/stamp ## measure the snapshot beside the maps of others; needs npm
	chromium="$$(tools/chromium.sh)" && BASING_CHROMIUM="$$chromium" $(BIN)/python -m tests.bench.peers $(ARGS)

lock: .venv/made ## renew the pinned requirements, from pyproject.toml
	$(PIP) install --quiet uv
	$(LOCK) --upgrade --output-file requirements.txt
	$(LOCK) --upgrade --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --upgrade --constraint requirements.txt --output-file tests/bench/peers/requirements.txt \
		tests/bench/peers/requirements.in

basemap: .venv/run.stamp ## make the offline basemap in layers/assets anew; needs npm
	$(PIP) install --quiet -r tools/basemap-requirements.txt
	$(BIN)/python tools/make_basemap.py

images: .venv/dev.stamp ## make the screenshots in docs/images anew
	chromium="$$(tools/chromium.sh)" && BASING_CHROMIUM="$$chromium" $(BIN)/python tools/make_images.py

clean: ## remove what make and the tests made
	rm -rf .venv $(PEERS) .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A failed `python -m venv` leaves a folder behind: the file that says it is whole comes last.
.venv/made:
	python="$$(tools/python.sh)" && "$$python" -m venv --clear .venv
	touch $@

.venv/run.stamp: .venv/made requirements.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	touch $@

# What `make bench-snapshot` measures against: in a virtual environment of its own, so that nobody runs Basing on it.
# Its package-lock.json: `npm install --package-lock-only --legacy-peer-deps --omit-lockfile-registry-resolved`.
$(PEERS)/stamp: tests/bench/peers/requirements.txt tests/bench/peers/package-lock.json
	python="$$(tools/python.sh)" && "$$python" -m venv --clear $(PEERS)/venv
	$(PEERS)/venv/bin/python -m pip --disable-pip-version-check install --require-hashes \
		-r tests/bench/peers/requirements.txt
	cp tests/bench/peers/package.json tests/bench/peers/package-lock.json $(PEERS)/
	cd $(PEERS) && npm ci --ignore-scripts --no-audit --no-fund --legacy-peer-deps
	touch $@
