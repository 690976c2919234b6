# Sourced at the root of the repository, by the other scripts or by hand (`. scripts/env.sh`): puts
# the pinned tools first, and lets none of them send statistics or download a helper by itself.
PATH="$PWD/.tools/bin:$PWD/node_modules/.bin:$PATH:$HOME/.cargo/bin"
# The pinned Node is a package of its own for each platform, of which npm installs the fitting one.
for pinned_node in "$PWD"/node_modules/node-*/bin; do PATH="$pinned_node:$PATH"; done
# worker-build fetches these three from the web unless it is told where they are.
WASM_BINDGEN_BIN="$PWD/.tools/bin/wasm-bindgen"
WASM_OPT_BIN="$PWD/node_modules/.bin/wasm-opt"
ESBUILD_BIN="$PWD/node_modules/.bin/esbuild"
WRANGLER_SEND_METRICS=false
WRANGLER_SEND_ERROR_REPORTS=false
WRANGLER_HIDE_BANNER=true
# Otherwise a local Worker's Request.cf is fetched from the web at every start.
CLOUDFLARE_CF_FETCH_ENABLED=false
export PATH WASM_BINDGEN_BIN WASM_OPT_BIN ESBUILD_BIN
export WRANGLER_SEND_METRICS WRANGLER_SEND_ERROR_REPORTS WRANGLER_HIDE_BANNER CLOUDFLARE_CF_FETCH_ENABLED
