import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'
import packageJson from '../package.json' with { type: 'json' }

//   node scripts/build-app-page.ts
//
// writes src/mcp/apps/player-page.ts. It is committed, so that the product needs no build to run from its sources; a test says when it is old.

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'renderer', 'apps', 'player')

/** Builds the page of the player: one file with its styles and its script inside. */
export async function buildPlayerPage(): Promise<string> {
  const built = (await build({
    configFile: false,
    root: folder,
    logLevel: 'warn',
    define: { TONEARM_VERSION: JSON.stringify(packageJson.version) },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(folder, 'player.ts'), output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput
  const script = built.output[0].code
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return read('player.html')
    .replace('<style></style>', () => `<style>\n${read('player.css')}</style>`)
    .replace('<script></script>', () => `<script type="module">${script.trim().replaceAll('</script', '<\\/script')}</script>`)
}

/** The source file that holds the page. */
export function playerPageSource(page: string): string {
  const about = '/** The page of the player. Written by scripts/build-app-page.ts from renderer/apps/player/: do not edit. */'
  return `${about}\nexport const playerPage = ${JSON.stringify(page)}\n`
}

if (import.meta.main) writeFileSync(join(root, 'src', 'mcp', 'apps', 'player-page.ts'), playerPageSource(await buildPlayerPage()))
