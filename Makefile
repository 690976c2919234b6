# The commands of this repository. The work is done by scripts/, one file a task.
.PHONY: help dev test bench build tools deploy

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 14

dev: ## build, then serve http://127.0.0.1:8787 with a local database (PORT, STATE, CLOCK_OVERRIDE)
	@sh scripts/dev.sh

test: ## run every check and every test (VAPI_FIXTURES: a folder of payloads to replay)
	@sh scripts/test.sh

bench: ## measure beside a TypeScript peer and a floor (BENCH_FULL=1: also with a million rows)
	@sh scripts/setup.sh && sh scripts/build.sh && . scripts/env.sh && node benches/run.mjs

build: ## build the Worker into build/
	@sh scripts/setup.sh && sh scripts/build.sh

tools: ## print the Vapi tool definitions (ARGS are passed on)
	@cargo run -q --features cli --bin vapi-tools -- $(ARGS)

deploy: ## build, apply the migrations to the remote database, deploy
	@sh scripts/deploy.sh
