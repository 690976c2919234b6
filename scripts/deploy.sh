#!/bin/sh
# Deploys: builds, applies the migrations to the remote database, then uploads the Worker.
# docs/deploy.md says what must be there first (account, database, secrets).
set -eu
cd "$(dirname "$0")/.."
if grep -q '^database_id = "00000000-' wrangler.toml; then
    echo "wrangler.toml has no database_id yet: see docs/deploy.md, step 1" >&2
    exit 1
fi
sh scripts/setup.sh
. scripts/env.sh
sh scripts/build.sh
wrangler d1 migrations apply coccinelle-db --remote </dev/null
wrangler deploy
