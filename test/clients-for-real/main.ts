import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildPlugin } from '../../scripts/build-plugin.ts'
import { connectionWays } from '../../src/shared/clients.ts'
import { builtBridge } from '../bridge/built-bridge.ts'
import { root } from '../root.ts'
import { startFakeModel } from './fake-model.ts'
import { install } from './install.ts'
import { type RealClient, realClients } from './real-clients.ts'
import { type Trial, type TrialWay, tryClient } from './trial.ts'

// `npm run test:clients -- [--way http|bridge|plugin] [NAME...]`: tries Tonearm with the clients that npm brings, and prints what came of it as a table
// for docs/clients.md. Without a way, each is connected in the one that is best for it, and where it takes plugins, by the plugin too.

const { values, positionals: asked } = parseArgs({ options: { way: { type: 'string' } }, allowPositionals: true })
const way = ([...connectionWays, 'plugin'] as const).find((one) => one === values.way)
const chosen = realClients.filter(({ package: name, name: client }) => asked.length === 0 || asked.includes(client) || asked.includes(name))
const built = { bridge: await builtBridge(), plugin: await buildPlugin(join(root, '.cache', 'clients-for-real')) }
const model = await startFakeModel()
const rows: string[][] = []
for (const client of chosen) {
  process.stderr.write(`${client.title} ${client.version} ...\n`)
  for (const one of waysOf(client)) rows.push(await row(client, one))
}
await model.stop()
const head = ['Client', 'Version', 'Era', 'Transport', 'Result']
console.log([head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'))
process.exitCode = rows.some((cells) => cells.join().includes('FAILED')) ? 1 : 0
// Some clients leave connections behind.
process.exit()

function waysOf({ plugins }: RealClient): (TrialWay | undefined)[] {
  if (way) return way === 'plugin' && !plugins ? [] : [way]
  return plugins ? [undefined, 'plugin'] : [undefined]
}

async function row(client: RealClient, way: TrialWay | undefined): Promise<string[]> {
  const { title, version } = client
  let programs: string
  try {
    programs = await install(client)
  } catch (error) {
    return [title, version, '', '', `skipped: npm cannot install it (${firstLine(error)})`]
  }
  try {
    const trial = await tryClient(client, { programs, built, model, way })
    return [`${title}${trial.name && ` (\`${trial.name}\`)`}`, version, trial.era, trial.way, result(trial)]
  } catch (error) {
    return [title, version, '', '', `FAILED: ${firstLine(error)}`]
  }
}

function result({ steps }: Trial): string {
  return steps.map(([step, came]) => `${step}: ${came}`.replaceAll('|', '/')).join('; ')
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
