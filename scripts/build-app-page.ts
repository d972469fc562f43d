import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'
import packageJson from '../package.json' with { type: 'json' }

//   node scripts/build-app-page.ts
//
// writes src/mcp/apps/*-page.ts. They are committed, so that the product needs no build to run from its sources; a test says when they are old.

/** The pages, each a folder in renderer/apps/. */
export const appPages = ['player', 'taste'] as const

export type AppPage = (typeof appPages)[number]

const root = fileURLToPath(new URL('..', import.meta.url))
const apps = join(root, 'renderer', 'apps')

/** Builds a page: one file with its styles and its script inside. */
export async function buildAppPage(page: AppPage): Promise<string> {
  const folder = join(apps, page)
  const built = (await build({
    configFile: false,
    root: folder,
    logLevel: 'warn',
    define: { TONEARM_VERSION: JSON.stringify(packageJson.version) },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(folder, `${page}.ts`), output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput
  const script = built.output[0].code
  const styles = [join(apps, 'theme.css'), join(folder, `${page}.css`)].map((file) => readFileSync(file, 'utf8'))
  return readFileSync(join(folder, `${page}.html`), 'utf8')
    .replace('<style></style>', () => `<style>\n${styles.join('\n')}</style>`)
    .replace('<script></script>', () => `<script type="module">${script.trim().replaceAll('</script', '<\\/script')}</script>`)
}

/** The source file that holds a page. */
export function appPageFile(page: AppPage): string {
  return join(root, 'src', 'mcp', 'apps', `${page}-page.ts`)
}

/** What stands in it. @param html as `buildAppPage` made it */
export function appPageSource(page: AppPage, html: string): string {
  const about = `/** The page "${page}". Written by scripts/build-app-page.ts from renderer/apps/${page}/: do not edit. */`
  return `${about}\nexport const ${page}Page = ${JSON.stringify(html)}\n`
}

if (import.meta.main) for (const page of appPages) writeFileSync(appPageFile(page), appPageSource(page, await buildAppPage(page)))
