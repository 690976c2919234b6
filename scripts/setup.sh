#!/bin/sh
# Brings the pinned tools: the wasm target, worker-build and wasm-bindgen at the versions that
# Cargo.lock asks for (into .tools/), and the npm packages of package-lock.json. What is already
# there at its version is left alone, so that a second run needs no network.
set -eu
cd "$(dirname "$0")/.."
sh scripts/check-system.sh
PATH="$PATH:$HOME/.cargo/bin"

locked_version() {
    awk -v name="\"$1\"" '$1 == "name" { found = $3 == name }
        $1 == "version" && found { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

# tool CRATE BINARY VERSION: unoptimised, because an optimised build takes longer than all its runs.
# Where the registry lags behind the crate's own lock file, cargo chooses the dependencies.
tool() {
    case " $(".tools/bin/$2" --version 2>/dev/null || true) " in *" $3 "*) return ;; esac
    echo "==> $1 $3 (once; a few minutes)"
    set -- "$1" --version "$3" --debug --force --root .tools --target-dir target/tools
    CARGO_PROFILE_DEV_DEBUG=0 cargo install --locked "$@" ||
        CARGO_PROFILE_DEV_DEBUG=0 cargo install "$@"
}

if [ ! -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ]; then
    echo "==> Rust target wasm32-unknown-unknown"
    rustup target add wasm32-unknown-unknown
fi
tool worker-build worker-build "$(locked_version worker)"
tool wasm-bindgen-cli wasm-bindgen "$(locked_version wasm-bindgen)"
rm -rf target/tools

# No package needs its install script: the binaries are packages of their own, one a platform.
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
    echo "==> npm packages"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    cp package-lock.json node_modules/.installed-lock.json
fi

. scripts/env.sh
if [ "$(node --version | sed 's/^v//; s/\..*//')" -lt 22 ]; then
    echo "no Node.js is pinned for this platform: install Node.js 22 or newer" >&2
    exit 1
fi
