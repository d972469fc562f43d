#!/usr/bin/env node
// Only what an old Node understands stands here: it has to get as far as the sentence that it is too old.
const oldestNode = 24

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  process.stderr.write(
    `Tonearm needs Node ${oldestNode} or newer; this is Node ${process.versions.node}. Get a newer one from https://nodejs.org.\n`,
  )
  process.exit(1)
}

const { main } = await import('./commands/main.ts')
process.exit(await main(process.argv.slice(2)))
