import { once } from 'node:events'
import { median, timed } from './numbers.ts'
import { endPolitely, type Program, type Programs, readyLine } from './programs.ts'

const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
})

/** The median time from the start of each program to its first answer to `initialize`, in milliseconds; measured in turns. */
export async function startTimes(programs: Programs, rounds: number): Promise<{ baseline: number; stdio: number; serve: number }> {
  const times = { baseline: [] as number[], stdio: [] as number[], serve: [] as number[] }
  // The first start fills Node's compile cache and the disk cache; it is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const measured = {
      baseline: await firstAnswerOverStdio(programs.baseline),
      stdio: await firstAnswerOverStdio(programs.stdio),
      serve: await firstAnswerOverHttp(programs.serve),
    }
    if (round === 0) continue
    for (const name of ['baseline', 'stdio', 'serve'] as const) times[name].push(measured[name])
  }
  return { baseline: median(times.baseline), stdio: median(times.stdio), serve: median(times.serve) }
}

async function firstAnswerOverStdio(program: Program): Promise<number> {
  const child = program.start()
  const time = await timed(async () => {
    child.stdin.write(`${initialize}\n`)
    await once(child.stdout, 'data')
  })
  await endPolitely(child)
  return time
}

async function firstAnswerOverHttp(program: Program): Promise<number> {
  const child = program.start()
  const time = await timed(async () => {
    const { url, token } = await readyLine(child)
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }
    await (await fetch(url, { method: 'POST', headers, body: initialize })).text()
  })
  await endPolitely(child)
  return time
}
