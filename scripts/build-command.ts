import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { leanSdk } from './lean-sdk.ts'
import { onlyVersion } from './only-version.ts'
import { thirdPartyLicences } from './third-party-licences.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The newer era of the protocol: half a megabyte, and loaded only for a client that speaks it. */
const newerEra = /era-2026[\\/]sdk[\\/]|@modelcontextprotocol[\\/](?:server|core)[\\/]/

/**
 * Builds the `tonearm` command: `cli.js`, which checks Node's version, and `command/`, which holds everything else.
 *
 * All packages are built in: Node then reads a few files instead of several hundred, which halves the time to the first answer, and who installs
 * the command installs nothing else. Only keytar stays outside, since its binary cannot be built in.
 *
 * @param outDirectory where they go; what else is there stays
 */
export async function buildCommand(outDirectory: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: 'src/cli.ts',
      outDir: outDirectory,
      emptyOutDir: false,
      target: 'node24',
      // Names stay, for the stacks in the log.
      minify: false,
      rolldownOptions: {
        external: ['keytar'],
        output: {
          entryFileNames: 'cli.js',
          chunkFileNames: 'command/[name].js',
          codeSplitting: {
            groups: [
              // What several parts use goes into one file, not into thirty small ones.
              { name: 'shared', minShareCount: 2, priority: 1, test: (file) => !newerEra.test(file) },
              { name: 'newer-era', test: newerEra },
            ],
          },
        },
      },
    },
    ssr: { noExternal: true },
    plugins: [onlyVersion, leanSdk, thirdPartyLicences('command/licences.txt')],
  })
  chmodSync(join(outDirectory, 'cli.js'), 0o755)
}
