import { dueNotices } from '../../src/desktop/system/notices.ts'
import { stateLine } from '../../src/desktop/tray/state-rows.ts'
import { callTool, type Product, startProduct } from '../product.ts'
import { type FaultCase, type FaultGroup, faultGroups, faultWorld } from './fault-cases.ts'
import { regenerate } from './tool-docs.ts'

const zone = 'Europe/Berlin'
const noon = Date.UTC(2026, 10, 25, 12)

/** The page about faults: each is produced with the simulated Spotify, and the page says what came of it. */
export async function faultDocs(): Promise<string> {
  const sections = await Promise.all(faultGroups.map(section))
  return `${[head, ...sections].join('\n\n')}\n`
}

const head = `# When something goes wrong

Written by \`${regenerate}\`; do not edit. Each fault is produced with the simulated Spotify while one tool is called, with a clock that stands still but for
pauses, and this is what comes of it.

- What the model reads is the text of the tool's answer. The person sees it, too, in as far as the model repeats it.
- What the person sees is the first line of the tray menu and a notification. "Nothing" means that both stay as they were.
- Requests are those that the call sent to Spotify, in alphabetical order.`

async function section({ title, cases }: FaultGroup): Promise<string> {
  const rows = await Promise.all(cases.map(row))
  return [
    `## ${title}`,
    '',
    '| Fault | Tool | What the model reads | What the person sees | Requests sent |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

async function row({ fault, arrange, options, call: [tool, parameters] }: FaultCase): Promise<string> {
  let clock = noon
  const product = await startProduct({
    world: faultWorld(),
    zone,
    now: () => clock,
    async sleep(milliseconds) {
      clock += milliseconds
    },
    ...options,
  })
  try {
    const client = await product.connect('some app')
    await product.tonearm.greet()
    const before = seen(product, clock)
    product.spotify.clearRecord()
    arrange?.(product)
    const { text } = await callTool(client, tool, parameters)
    const now = seen(product, clock).filter((line) => !before.includes(line))
    return `| ${[fault, `\`${tool}\``, cell(text), now.length === 0 ? 'Nothing' : cell(now.join('\n')), requests(product)].join(' | ')} |`
  } finally {
    await product.stop()
  }
}

/** What stands in the tray and in notifications. */
function seen({ tonearm }: Product, now: number): string[] {
  const status = tonearm.status()
  return [stateLine({ status, zone, now }), ...dueNotices(status, now, zone).map(({ title, body }) => `${title}: ${body}`)]
}

/** Equal requests are counted, without their queries. */
function requests({ spotify }: Product): string {
  const paths = spotify
    .record()
    .map(({ method, path }) => `${method} ${path.replace(/[0-9A-Za-z]{22}/g, 'ID')}`)
    .sort()
  if (paths.length === 0) return 'None'
  return [...Map.groupBy(paths, (path) => path)].map(([path, { length }]) => `${times(path, length)}${path}`).join('<br>')
}

/** Text of several lines in a cell. Receipts differ each time. */
function cell(text: string): string {
  return text
    .replace(/Receipt \w+/g, 'Receipt ID')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', '<br>')
}

/** The player is asked until it shows the effect or the time is over: how often depends on the computer. */
function times(path: string, count: number): string {
  if (count === 1) return ''
  return path === 'GET /v1/me/player' ? 'Several times ' : `${count} x `
}
