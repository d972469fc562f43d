#!/bin/sh
# Builds what the container image holds, in the current folder: image/app is the command and the packages it needs, image/data an empty folder for
# its files. The Dockerfile runs this script, and so does test/container.
set -eu

# No scripts of packages: they would download Electron, which nothing here needs.
npm ci --ignore-scripts --no-audit --no-fund
npm run build
# The same files as in the npm package: the command, without the desktop app.
node scripts/build-npm-package.ts

npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

mkdir -p image/data
mv dist/npm image/app
mv node_modules image/app/node_modules
