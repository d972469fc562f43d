#!/bin/sh
# Builds what the container image holds, in the current folder: image/app is the command, image/data an empty folder for
# its files. The Dockerfile runs this script, and so does test/container.
set -eu

# No scripts of packages: they would download Electron, which nothing here needs.
npm ci --ignore-scripts --no-audit --no-fund
npm run build
# The same files as in the npm package: the command, without the desktop app.
node scripts/build-npm-package.ts

mkdir -p image/data
mv dist/npm image/app
