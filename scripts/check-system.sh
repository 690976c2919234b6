#!/bin/sh
# Checks what the system itself must have; names each missing piece in one line with the
# command that installs it. Installs nothing.
set -u
cd "$(dirname "$0")/.." || exit 1
PATH="$PATH:$HOME/.cargo/bin"
missing=0

# need WHAT APT DNF BREW: reports WHAT with the install command of the package manager found.
need() {
    missing=1
    if command -v apt-get >/dev/null; then how="sudo apt-get install -y $2"
    elif command -v dnf >/dev/null; then how="sudo dnf install -y $3"
    elif command -v brew >/dev/null; then how="brew install $4"
    else how="install it with your package manager (Debian: $2, Fedora: $3)"
    fi
    echo "missing: $1: $how" >&2
}

# report WHAT COMMAND: the same for what does not come from a package manager.
report() {
    missing=1
    echo "missing: $1: $2" >&2
}

# at_least HAVE WANT: compares versions of the form 1.91 or 1.91.0.
at_least() {
    awk -v have="$1" -v want="$2" 'BEGIN {
        split(have, h, "."); split(want, w, ".")
        for (i = 1; i <= 3; i++) if (h[i] + 0 != w[i] + 0) exit (h[i] + 0 < w[i] + 0)
    }'
}

command -v make >/dev/null || need make make make make
command -v cc >/dev/null || case $(uname -s) in
    Darwin) report "C compiler" "xcode-select --install" ;;
    *) need "C compiler (cc)" build-essential gcc gcc ;;
esac
# worker-build links OpenSSL everywhere but on macOS.
if [ "$(uname -s)" != Darwin ]; then
    if ! command -v pkg-config >/dev/null; then
        need pkg-config pkg-config pkgconf-pkg-config pkgconf
        need "OpenSSL headers" libssl-dev openssl-devel openssl
    elif ! pkg-config --exists openssl; then
        need "OpenSSL headers" libssl-dev openssl-devel openssl
    fi
fi

node_major=$(node --version 2>/dev/null | sed 's/^v//; s/\..*//')
[ "${node_major:-0}" -ge 18 ] || need "Node.js 18 or newer" nodejs nodejs node
command -v npm >/dev/null || need npm npm npm node

rust_wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
if ! command -v cargo >/dev/null || ! command -v rustup >/dev/null; then
    report "rustup with cargo" "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y"
elif ! at_least "$(rustc --version | cut -d' ' -f2)" "$rust_wanted"; then
    report "Rust $rust_wanted or newer" "rustup update stable && rustup default stable"
fi
exit $missing
