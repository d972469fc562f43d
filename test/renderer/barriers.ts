import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page as BrowserPage } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on a page in light, in its words, and which colours it finds too near to each other in dark. The page is left in light. */
export async function barriers(page: BrowserPage): Promise<string[]> {
  await page.evaluate(axeSource)
  const inLight = await violations(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const inDark = await violations(page, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
  return [...inLight, ...inDark]
}

function violations(page: BrowserPage, rules?: string[]): Promise<string[]> {
  return page.evaluate(async (only) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ['violations'],
      ...(only && { runOnly: { type: 'rule', values: only } }),
    })
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)}`))
  }, rules)
}
