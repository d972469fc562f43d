#!/usr/bin/env node
import module from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

// Only what an old Node understands stands here: it has to get as far as the sentence that it is too old.
const oldestNode = 24

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  process.stderr.write(
    `Tonearm needs Node ${oldestNode} or newer; this is Node ${process.versions.node}. Get a newer one from https://nodejs.org.\n`,
  )
  process.exit(1)
}

// Node keeps what it compiled, for the next start: in a folder of the person's own, as it runs what it finds there. Where it cannot write, it goes
// on without.
module.enableCompileCache?.(join(homedir(), '.cache', 'tonearm'))
// At the end Node writes it by itself, but many clients kill what they started.
setTimeout(() => module.flushCompileCache?.(), 2_000).unref()

const { main } = await import('./commands/main.ts')
process.exit(await main(process.argv.slice(2)))
