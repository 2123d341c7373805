# `make run` and `make test` do all the set-up on a machine that has Python 3.11+ and make.
# ARGS goes through to the program: make test ARGS="-k reload", make preview ARGS="--port 8765".

BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make lock' $(UV_FLAGS) pyproject.toml

CALIBRATE := $(BIN)/briefing-bot eval --content content --calibrate --material tests/data/practice

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile

.PHONY: run preview chat
run: setup ## Join Discord with DISCORD_TOKEN; without a token, open the preview in a browser
	@$(BIN)/briefing-bot run $(ARGS)

preview: setup ## Try the bot in a local browser page that looks like Discord
	@$(BIN)/briefing-bot preview $(ARGS)

chat: setup ## Talk to the bot in this terminal
	@$(BIN)/briefing-bot chat $(ARGS)

.PHONY: setup setup-dev
setup: ## Make .venv with what the bot needs to run; the other targets do it by themselves
	@sh scripts/setup run

setup-dev:
	@sh scripts/setup dev

.PHONY: check test lint types content floor
check: lint types test content floor ## Run everything that CI runs

# Many tests wait for a process, a socket or a clock: one worker more than there are cores.
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))

test: export PYTHONDONTWRITEBYTECODE := # what one process compiled, all the others load
test: setup-dev ## Run the tests, on all cores
	$(BIN)/python -m pytest -m 'not floor' --numprocesses $(WORKERS) --dist worksteal $(ARGS)

lint: setup-dev ## Check the code's format and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup-dev ## Check the code's types
	$(BIN)/mypy

content: setup ## Look for mistakes in the briefings of content/
	$(BIN)/briefing-bot lint content/

floor: setup-dev ## Refuse a bot that answers hundreds of messages worse than it must
	$(BIN)/briefing-bot eval --content content --floor
	$(BIN)/python -m pytest -m floor --numprocesses $(WORKERS) --dist worksteal \
		$$(grep -rl --include='*.py' 'pytest.mark.floor' tests)

.PHONY: format bench calibrate sbom lock upgrade
format: setup-dev ## Put the code into its format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: setup-dev ## Measure speed and memory
	@for name in startup matching loop_lag; do $(BIN)/python -m "bench.$$name" || exit 1; done

calibrate: setup-dev ## Fit the matcher's weights anew after a change to its features or encoder
	$(CALIBRATE) --write bot/matching/weights.json
	$(CALIBRATE) --words-alone --write bot/matching/weights_lexical.json
	$(CALIBRATE) --multilingual --write bot/matching/weights_multilingual.json
	$(BIN)/python -m training.in_view --write bot/matching/in_view.json

sbom: setup ## List what the image holds, with licences, in dist/sbom.cdx.json
	$(BIN)/python scripts/sbom.py dist/sbom.cdx.json

lock: setup-dev ## Write the locked requirements anew after a change to pyproject.toml
	$(COMPILE) --extra charts --extra postgres --output-file requirements.lock
	$(COMPILE) --extra charts --extra multilingual --extra postgres \
		--constraint requirements.lock --output-file requirements-multilingual.lock
	$(COMPILE) --extra build --extra charts --extra postgres --extra preview \
		--constraint requirements.lock --output-file requirements-run.lock
	$(COMPILE) --extra build --extra charts --extra dev --extra multilingual --extra postgres \
		--extra preview --constraint requirements-run.lock --output-file requirements-dev.lock

upgrade: ## Lock the newest versions that pyproject.toml allows
	@$(MAKE) lock UV_FLAGS=--upgrade
