import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { ImageSettings } from './plan.ts'
import { placeIn, type StageFolder } from './stage-folder.ts'

/** The final stage, and how its programs are started on this machine. */
export type Image = { folder: StageFolder; settings: ImageSettings; port: number; report: (line: string) => void }

const isRoot = process.getuid?.() === 0

/** Docker waits so long between the stop signal and SIGKILL (https://docs.docker.com/reference/cli/docker/container/stop/). */
const graceMs = 10_000

const token = 'only-for-this-check-0123456789abcdefghij'

/**
 * Starts the image as an engine would (entrypoint and command, its environment, its user, as process 1 where this machine lets us) and does
 * what its users do: no token, health check, an MCP client, stop.
 *
 * @throws what did not go as it should
 */
export async function tryImage(image: Image): Promise<void> {
  const { settings, port, report } = image
  const words = [...settings.entrypoint, ...settings.command]
  const bare = start(image, words, {})
  const { code, output } = await end(bare)
  check(code === 1 && output.includes('needs a token of yours in TONEARM_TOKEN'), `without a token it ended with ${code}:\n${output}`)
  report('  Without TONEARM_TOKEN it stops and says what is missing')

  const processOne = canBeProcessOne()
  const container = start(image, words, { TONEARM_TOKEN: token, SPOTIFY_CLIENT_ID: '0'.repeat(32) }, processOne)
  try {
    const startedAt = Date.now()
    const { startPeriodMs = 0 } = settings.healthCheck ?? {}
    while (health(image) !== 0) {
      check(Date.now() - startedAt < startPeriodMs && container.child.exitCode === null, `it did not get healthy:\n${container.output()}`)
      await wait(200)
    }
    report(
      `  Healthy after ${Date.now() - startedAt} ms ${isRoot ? `as user ${settings.user}` : 'as this user, since only root can choose another'}`,
    )
    report(processOne ? '  It is process 1, as in a container' : '  It is not process 1 here: that takes root and unshare')
    report(`  An MCP client connects to ${await connect(port)}`)

    process.kill(processOne ? childOf(container.child) : (container.child.pid as number), settings.stopSignal as NodeJS.Signals)
    const stoppedAt = Date.now()
    const ended = await Promise.race([end(container), wait(graceMs, undefined, { ref: false })])
    check(ended?.code === 0, `after ${settings.stopSignal} it ended with ${ended?.code ?? 'nothing, in time'}:\n${container.output()}`)
    report(`  ${settings.stopSignal} ends it cleanly after ${Date.now() - stoppedAt} ms`)
  } finally {
    container.child.kill('SIGKILL')
  }
  check(health(image) === 1, 'the health check does not see that nothing runs any more')
}

type Running = { child: ChildProcess; output: () => string }

function start(image: Image, words: string[], given: Record<string, string>, processOne = false): Running {
  const [user, group] = userOf(image.settings)
  const asOne = ['unshare', '--pid', '--fork', '--kill-child', '--setgid', String(group), '--setuid', String(user), '--']
  const [file = '', ...rest] = [...(processOne ? asOne : []), ...words.map((word) => placed(image, word))]
  const child = spawn(file, rest, {
    cwd: placeIn(image.folder.root, image.folder.workdir),
    env: environment(image, given),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(!processOne && isRoot && { uid: user, gid: group }),
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text))
  return { child, output: () => output }
}

async function end({ child, output }: Running): Promise<{ code: number | null; output: string }> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  return { code: child.exitCode, output: output() }
}

/** The exit code of the image's health check. */
function health(image: Image): number | null {
  const { words = [], timeoutMs = 0 } = image.settings.healthCheck ?? {}
  const [file = '', ...rest] = words.map((word) => placed(image, word))
  const [uid, gid] = userOf(image.settings)
  const user = isRoot ? { uid, gid } : {}
  return spawnSync(file, rest, { env: environment(image, {}), timeout: timeoutMs, ...user }).status
}

/** Paths in the image are paths below its folder here. */
function placed({ folder }: Image, word: string): string {
  return word.startsWith('/') ? placeIn(folder.root, word) : word
}

function environment(image: Image, given: Record<string, string>): Record<string, string> {
  const own = Object.entries(image.folder.environment).map(([name, value]) => [name, placed(image, value)])
  // An engine maps the port outside; here a free one is taken inside. The home folder is the one of distroless.
  const home = placeIn(image.folder.root, '/home/nonroot')
  return { PATH: '/usr/bin:/bin', HOME: home, ...Object.fromEntries(own), TONEARM_PORT: String(image.port), ...given }
}

function userOf({ user = '' }: ImageSettings): [number, number] {
  const [uid = 0, gid = uid] = user.split(':').map(Number)
  return [uid, gid]
}

async function connect(port: number): Promise<string> {
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'container check', version: '1' } }
  const answer = await fetch(`http://127.0.0.1:${port}/mcp`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
    signal: AbortSignal.timeout(10_000),
  })
  const said = await answer.text()
  const [, name, version] = /"serverInfo":\{.*?"name":"([^"]+)".*?"version":"([^"]+)"/.exec(said) ?? []
  check(answer.status === 200 && name === 'tonearm', `a client was answered ${answer.status}: ${said}`)
  return `${name} ${version}`
}

function canBeProcessOne(): boolean {
  return isRoot && spawnSync('unshare', ['--pid', '--fork', 'true']).status === 0
}

/** The process that `unshare` started, as this machine numbers it. */
function childOf({ pid }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim())
}

function check(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(`The image does not work: ${otherwise}`)
}
