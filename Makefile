# Fonds: everything people and CI do, by name. `make` alone lists it.
DELIVERY ?= samples
OUTPUT   ?= output
JOBS     ?= 0
PYTHON   ?= python3
TRUTH    ?= $(DELIVERY)
ARGS     ?=
BENCHMARK ?= benchmark

BIN   := .venv/bin
READY := .venv/.ready
IMPORTERS := .venv/.importers

.DEFAULT_GOAL := help
.PHONY: help importers ingest test check format evaluate report gate bench growth benchmark samples golden schema doctor programs install clean

help: ## List what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

ingest: install programs ## Read DELIVERY (default: samples) into OUTPUT (default: output)
	$(BIN)/fonds ingest "$(DELIVERY)" -o "$(OUTPUT)" --jobs $(JOBS) $(ARGS)

test: install programs importers ## Run all tests
	$(BIN)/python -m pytest $(ARGS)

check: install ## Format, lint, types, layers
	$(BIN)/ruff format --check pipeline tests samples
	$(BIN)/ruff check pipeline tests samples
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install ## Format the code
	$(BIN)/ruff format pipeline tests samples
	$(BIN)/ruff check --fix pipeline tests samples

evaluate: install programs ## Read DELIVERY and compare with its truth (TRUTH, default: DELIVERY)
	$(BIN)/fonds ingest "$(DELIVERY)" -o "$(OUTPUT)" --jobs $(JOBS) --quiet $(ARGS)
	$(BIN)/fonds evaluate "$(TRUTH)" "$(OUTPUT)"

gate: install programs ## Fail if accuracy on the samples is below its floors
	$(BIN)/fonds ingest samples -o "$(OUTPUT)" --jobs $(JOBS) --quiet
	$(BIN)/fonds evaluate samples "$(OUTPUT)" --gate --pages 5

bench: install programs ## Speed and accuracy beside the peers (see README)
	$(BIN)/python -m pipeline.evaluation.bench --delivery samples \
	  $(if $(wildcard ../shared/scans/typewritten),--delivery ../shared/scans/typewritten) \
	  --json "$(OUTPUT)/bench.json" $(ARGS)

growth: install programs ## Memory held for a document of 40 pages and for one of 400
	$(BIN)/python -m pipeline.evaluation.bench.growth $(ARGS)

benchmark: install ## Draw pages with truth to measure on into BENCHMARK (default: benchmark)
	$(BIN)/python -m samples.benchmark --out "$(BENCHMARK)" $(ARGS)

samples: install ## Draw the invented samples anew (needs the fonts it names)
	$(BIN)/python -m samples.generator $(ARGS)

report: install ## Write OUTPUT as HTML that opens from disk (OUTPUT/report/index.html)
	$(BIN)/fonds report "$(OUTPUT)" $(ARGS)

schema: install ## Write the JSON Schema of a record to pipeline/record.schema.json
	$(BIN)/fonds schema > pipeline/record.schema.json

doctor: install ## Show what is installed and what is missing
	$(BIN)/fonds doctor

install: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Fonds needs Python 3.11 or newer; set one with: make PYTHON=/path/to/python3.11"; exit 4; }
	@$(PYTHON) -m venv .venv || { sh .ci/programs python3-venv && $(PYTHON) -m venv .venv; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

importers: $(IMPORTERS)

# What reads our exports and drives a browser in the tests. Tests that lack it are skipped, by name.
# The list is complete; --no-deps, for iiif-prezi3 would have an older Pillow than we read scans with.
$(IMPORTERS): requirements-test.lock $(READY)
	@sh .ci/importers
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.lock \
	  && touch $@ || echo "Some test programs could not be installed; the tests that need them will be skipped." >&2

programs: ## Make sure of Tesseract, its models and poppler
	@sh .ci/programs

clean: ## Remove what was made here (records in OUTPUT too)
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find "$(OUTPUT)" -mindepth 1 ! -name .gitkeep -delete 2>/dev/null || true
