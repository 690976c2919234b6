#!/bin/sh
# Builds the Worker and serves it in workerd with a local D1 and the demo tenant. Ctrl-C stops it.
# PORT: where to listen (8787). STATE: the folder that keeps the data (.wrangler/state).
# CLOCK_OVERRIDE: fixes "now", RFC 3339.
set -eu
cd "$(dirname "$0")/.."
port=${PORT:-8787}
state=${STATE:-.wrangler/state}
sh scripts/setup.sh
. scripts/env.sh
sh scripts/build.sh
[ -f .dev.vars ] || cp .dev.vars.example .dev.vars

# Without a terminal on its input, here and below, wrangler asks nothing.
d1() { wrangler d1 "$@" --local --persist-to "$state" </dev/null; }
echo "==> migrations and demo tenant into $state"
d1 migrations apply coccinelle-db
d1 execute coccinelle-db --file seeds/demo.sql --yes >/dev/null

echo "==> http://127.0.0.1:$port"
exec wrangler dev --ip 127.0.0.1 --port "$port" --persist-to "$state" \
    --show-interactive-dev-session=false \
    ${CLOCK_OVERRIDE:+--var "CLOCK_OVERRIDE:$CLOCK_OVERRIDE"} </dev/null
