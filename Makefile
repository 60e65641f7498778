# Kairetsu: `make run` opens the console with the Odawara drill, `make test` checks everything.
# Both set up all that they need first; a second call finds it done. `make help` lists the rest.

SHELL := /bin/sh
BIN := .venv/bin
# byte code of the tests is kept even where the user's environment says no: it halves collecting
PYTEST := PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

# stamps: the environment, and what is compiled once for all later starts
ENVIRONMENT := .venv/.installed
CACHE := .venv/.warmed
COLLECTED := .venv/.collected

.DELETE_ON_ERROR:
.PHONY: help run test style setup bench soak screenshots show references lock clean offscreen window interop

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

run: setup window ## the console with the Odawara drill (without a display: the same drill headless)
	$(BIN)/kairetsu run odawara

# One process more than cores, as many tests wait; a file stays whole for what its tests share.
test: offscreen interop ## style, types, import contracts and all tests
	@$(MAKE) --no-print-directory --jobs 2 style $(COLLECTED) # each takes one core a minute
	$(PYTEST) --numprocesses $$(($$(nproc) + 1)) --maxprocesses 4 --dist loadfile \
	    --no-loadscope-reorder

style: | $(ENVIRONMENT) ## style, types and import contracts alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

setup: $(ENVIRONMENT) $(CACHE) ## the environment alone, in .venv

bench: setup offscreen ## measure what must be fast; writes build/bench.json
	@mkdir -p build
	@$(BIN)/python -m compileall -q console devices procedures sim # a warm start is measured
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/benchmarks/run.py

soak: setup offscreen ## the long tests: hours of plant time, growth, leaks
	RANDOM_PLANTS=3000 $(PYTEST) --timeout 0 tests/soak tests/sim/test_random_plants.py
	$(PYTEST) --timeout 0 -m long

screenshots: setup offscreen ## draw every window in both languages into docs/images
	QT_QPA_PLATFORM=offscreen:configfile=tests/system/wall_screen.json \
	    $(BIN)/python tests/system/screenshots.py

references: setup ## let an expert go through every drill whose files are newer than his last run
	$(BIN)/kairetsu reference --all

show: setup offscreen ## run a drill by hand on two screens; pictures and report into docs/show
	for language in ja en; do \
	    QT_QPA_PLATFORM=offscreen:configfile=tests/system/two_screens.json \
	        $(BIN)/python tests/system/show.py docs/show $$language || exit 1; done

lock: $(ENVIRONMENT) ## resolve requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate --group dev pyproject.toml --output-file requirements.lock

clean: ## remove what commands wrote, the environment too
	rm -rf .venv .venv-bootstrap build dist .pytest_cache .mypy_cache .ruff_cache \
	    .import_linter_cache .hypothesis
	find console devices procedures sim resources tests -name __pycache__ -type d -prune \
	    -exec rm -rf {} +

# The libraries are looked for each time (it takes milliseconds); without a display no window
# can open, so none of its libraries are asked for.
offscreen: | $(ENVIRONMENT)
	@sh setup.sh offscreen
window: | $(ENVIRONMENT)
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then sh setup.sh window; fi
interop: | $(ENVIRONMENT)
	@sh setup.sh interop

$(ENVIRONMENT): requirements.lock pyproject.toml setup.sh
	sh setup.sh environment
	@touch $@

# Byte code first: where PYTHONDONTWRITEBYTECODE is set, every start would compile numba and numpy
# anew (a second and more). PySide6 ships templates that are no Python yet.
$(CACHE): $(ENVIRONMENT) $(wildcard sim/*.py)
	@$(BIN)/python -m compileall -q -x 'deploy_lib' .venv/lib console devices procedures sim
	$(BIN)/python -m sim.warm
	@touch $@

# Once by one process: each of those that run the tests would compile all of them for itself.
# What is wrong with a test, they tell.
$(COLLECTED): $(CACHE)
	@$(PYTEST) --collect-only --quiet --quiet > $@ || true
