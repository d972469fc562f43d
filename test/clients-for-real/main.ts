import { parseArgs } from 'node:util'
import { connectionWays } from '../../src/shared/clients.ts'
import { builtBridge } from '../bridge/built-bridge.ts'
import { startFakeModel } from './fake-model.ts'
import { install } from './install.ts'
import { type RealClient, realClients } from './real-clients.ts'
import { type Trial, tryClient } from './trial.ts'

// `npm run test:clients -- [--way http|bridge] [NAME...]`: tries Tonearm with the clients that npm brings, and prints what came of it as a table for
// docs/clients.md. Without a way, each is connected in the one that is best for it.

const { values, positionals: asked } = parseArgs({ options: { way: { type: 'string' } }, allowPositionals: true })
const way = connectionWays.find((one) => one === values.way)
const chosen = realClients.filter(({ package: name, name: client }) => asked.length === 0 || asked.includes(client) || asked.includes(name))
const bridge = await builtBridge()
const model = await startFakeModel()
const rows: string[][] = []
for (const client of chosen) {
  process.stderr.write(`${client.title} ${client.version} ...\n`)
  rows.push(await row(client))
}
await model.stop()
const head = ['Client', 'Version', 'Era', 'Transport', 'Result']
console.log([head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'))
process.exitCode = rows.some((cells) => cells.join().includes('FAILED')) ? 1 : 0
// Some clients leave connections behind.
process.exit()

async function row(client: RealClient): Promise<string[]> {
  const { title, version } = client
  let programs: string
  try {
    programs = await install(client)
  } catch (error) {
    return [title, version, '', '', `skipped: npm cannot install it (${firstLine(error)})`]
  }
  try {
    const trial = await tryClient(client, { programs, bridge, model, way })
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
