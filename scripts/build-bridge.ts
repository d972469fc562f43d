import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { version } from '../src/config/version.ts'
import { builtInLists } from './built-in-lists.ts'
import { onlyVersion } from './only-version.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The first lines of the file: people find it in the folder of an MCP client and wonder. */
const banner = `// Tonearm for Spotify ${version}: the bridge between an MCP client that starts programs (Claude Desktop) and the running Tonearm.
// Built from src/bridge.ts. It needs nothing but Node 18 or newer: node bridge.js [--data-dir FOLDER]
//
// It contains the package eventsource-parser, under this license:
${commented(readFileSync(join(root, 'node_modules/eventsource-parser/LICENSE'), 'utf8'))}`

function commented(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `// ${line}`.trimEnd())
    .join('\n')
}

/**
 * Builds bridge.js: one plain CommonJS file with the packages that it needs inside, for Node 18 and newer, that people can read.
 *
 * The package.json beside it says that it is CommonJS, as the one of our package says otherwise. Where the file goes alone, CommonJS is the rule.
 *
 * @param outDirectory gets the folder `bridge`
 * @param entry `src/bridge/extension.ts` for the one that starts no other program
 * @returns the absolute path of the file
 */
export async function buildBridge(outDirectory: string, entry = 'src/bridge.ts'): Promise<string> {
  const directory = join(outDirectory, 'bridge')
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: entry,
      outDir: directory,
      emptyOutDir: true,
      target: 'node18',
      minify: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'bridge.js', banner, codeSplitting: false } },
    },
    ssr: { noExternal: true },
    plugins: [onlyVersion, builtInLists],
  })
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify({ type: 'commonjs' })}\n`)
  return join(directory, 'bridge.js')
}

if (import.meta.main) await buildBridge(join(root, 'out'))
