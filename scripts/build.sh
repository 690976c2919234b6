#!/bin/sh
# Builds the Worker into build/ (index.js and index_bg.wasm). Expects what setup.sh brings.
set -eu
cd "$(dirname "$0")/.."
. scripts/env.sh
# The very command that worker-build runs: cargo alone knows whether anything has changed, and
# wasm-bindgen and wasm-opt need not run again if not.
WASM_BINDGEN_USE_JS_SYS=1 cargo build --lib --release --target wasm32-unknown-unknown
compiled=target/wasm32-unknown-unknown/release/coccinelle_gateway.wasm
if [ build/index_bg.wasm -nt "$compiled" ]; then
    echo "==> build/ is up to date"
else
    worker-build --release
    # worker-build keeps the names of all functions, a tenth of what is uploaded. Before they go,
    # they put the functions in order: those of one generic stand together and gzip 33 KB better.
    # Its own features and no more: with all of them wasm-opt writes what workerd cannot read.
    wasm-opt --enable-mutable-globals --enable-sign-ext --enable-nontrapping-float-to-int \
        --enable-bulk-memory --enable-multivalue --enable-reference-types --enable-simd \
        --enable-exception-handling -Oz --reorder-functions-by-name --strip-debug \
        build/index_bg.wasm -o build/stripped.wasm
    mv build/stripped.wasm build/index_bg.wasm
fi
