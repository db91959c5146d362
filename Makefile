# `make test` is the whole suite, from a clean clone; the other targets are its parts and the daily commands.
.PHONY: test setup fmt lint unit unit-postgres frontend e2e demo run

test:
	@scripts/test

setup:
	@scripts/setup

fmt:
	cargo fmt

lint:
	scripts/lints

unit:
	@scripts/unit

unit-postgres: setup
	@scripts/unit-postgres

frontend:
	@scripts/frontend

e2e: setup
	@scripts/e2e

# A network with invented activity, to look at.
demo:
	cargo run --package parvis -- demo

# The product on its own data.
run:
	cargo run --package parvis -- serve
