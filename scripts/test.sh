#!/bin/sh
# Runs every check and every test, in stages from the cheapest to the end-to-end run in workerd.
# VAPI_FIXTURES: a folder of Vapi payloads that the tests replay.
# SHARED_DIR: a folder with the documents that some tests compare with.
set -eu
cd "$(dirname "$0")/.."

# stage NAME COMMAND…: runs it, prints the outcome and the time; stops everything on failure.
stage() {
    name=$1
    shift
    echo "==> $name"
    began=$(date +%s)
    if "$@"; then outcome=ok; else outcome=FAILED; fi
    echo "==> $name: $outcome ($(($(date +%s) - began)) s)"
    [ $outcome = ok ]
}

components() {
    cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 ||
        rustup component add rustfmt clippy
}

tools() { sh scripts/setup.sh && . scripts/env.sh && components; }
clippy_native() { cargo clippy --locked --all-targets --all-features -- -D warnings; }
clippy_wasm() { cargo clippy --locked --lib --target wasm32-unknown-unknown -- -D warnings; }
end_to_end() { node --test --test-reporter=spec --test-concurrency=1 --test-timeout=600000 "tests/e2e/**/*.test.mjs"; }

stage "tools" tools
stage "format" cargo fmt --check
stage "clippy, native" clippy_native
stage "clippy, wasm" clippy_wasm
stage "cargo test" cargo test --locked --all-features
stage "wasm build" sh scripts/build.sh
stage "size budget" node scripts/size.mjs
stage "end to end" end_to_end
