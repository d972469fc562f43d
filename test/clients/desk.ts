import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { Computer, OwnFiles } from '../../src/clients/client.ts'
import { type Clients, createClients } from '../../src/clients/clients.ts'
import { createComputer } from '../../src/clients/system/computer.ts'
import type { EndpointAddress } from '../../src/discovery/endpoint-file.ts'
import type { ClientAction, ClientChange, ClientName, ClientView, ConnectionWay } from '../../src/shared/clients.ts'
import { Problem } from '../../src/shared/problem.ts'
import { createProcessLock } from '../../src/store/process-lock.ts'

/** As the real one: 43 letters of base64url. */
export const token = 'tOkEn-0123456789_abcdefghijklmnopqrstuvwxyz-'

export const connection: EndpointAddress = { url: 'http://127.0.0.1:3345/mcp', token }

/** The shared header of all clients. */
export const headers = { Authorization: `Bearer ${token}` }

/** A home folder in a temporary place, the programs and links of a computer, and the clients service on it. */
export type Desk = {
  home: string
  /** Where `/Applications` and the like are on it. */
  system: string
  computer: Computer
  clients: Clients
  own: OwnFiles
  /** The endpoint as it is now; a test may change it. */
  connection: EndpointAddress
  /** Links and files that the system was asked to open. */
  opened: string[]
  /** What was logged. */
  said: string[]
  /** Absolute path of a file of the home folder. */
  path(file: string): string
  write(file: string, text: string | Uint8Array): string
  read(file: string): string
  has(file: string): boolean
  /** Puts a program on the PATH: the body of a Node script. `argv` are its words. */
  program(name: string, body: string): string
  /** The clients of which we remember what we wrote. */
  remembered(): string[]
  /** What the programs were called with, in order. */
  calls(): string[][]
  state(name: ClientName): Promise<ClientView>
  preview(name: ClientName, action?: ClientAction, how?: ConnectionWay): Promise<ClientChange>
  /** Previews and carries out; nothing that a person or the log gets may hold the token. */
  connect(name: ClientName, how?: ConnectionWay): Promise<{ message: string; backup?: string }>
  disconnect(name: ClientName, how?: ConnectionWay): Promise<{ message: string; backup?: string }>
  /** The problem with which some work ends. */
  refusal(work: Promise<unknown>): Promise<Problem>
}

/** @param options.desktop whether links and files can be opened */
export function newDesk(
  options: { platform?: NodeJS.Platform; desktop?: boolean; environment?: NodeJS.ProcessEnv; own?: OwnFiles } = {},
): Desk {
  const { platform = 'linux', desktop = false } = options
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-clients-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const home = join(folder, 'home')
  const system = join(folder, 'system')
  const programs = join(home, 'on the path')
  mkdirSync(programs, { recursive: true })
  const opened: string[] = []
  const said: string[] = []
  const open = async (what: string) => void opened.push(what)
  const windows = { APPDATA: join(home, 'AppData', 'Roaming'), LOCALAPPDATA: join(home, 'AppData', 'Local') }
  const environment = { PATH: programs, HOME: home, ...(platform === 'win32' && windows), ...options.environment }
  const computer = createComputer({ platform, home, root: system, environment, ...(desktop && { openLink: open, openFile: open }) })
  const log = (message: string) => void said.push(message)

  const desk: Desk = {
    home,
    system,
    computer,
    own: options.own ?? {},
    connection,
    opened,
    said,
    clients: createClients({
      computer,
      connection: async () => desk.connection,
      own: options.own ?? {},
      records: join(folder, 'data', 'clients.json'),
      exclusively: createProcessLock(join(folder, 'data', 'clients.lock')).exclusively,
      log: { debug: log, info: log, warn: log, error: log },
      now: () => Date.UTC(2026, 10, 23, 4, 5, 6),
    }),
    path: (file) => join(home, file),
    write(file, text) {
      mkdirSync(dirname(join(home, file)), { recursive: true })
      writeFileSync(join(home, file), text)
      return join(home, file)
    },
    read: (file) => readFileSync(join(home, file), 'utf8'),
    has: (file) => existsSync(join(home, file)),
    program(name, body) {
      const file = join(programs, platform === 'win32' ? `${name}.exe` : name)
      const record = `require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify(argv) + '\\n')`
      writeFileSync(file, `#!${process.execPath}\nconst argv = process.argv.slice(2)\n${record}\n${body}\n`)
      chmodSync(file, 0o755)
      return file
    },
    calls() {
      const file = join(folder, 'calls')
      return existsSync(file)
        ? readFileSync(file, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as string[])
        : []
    },
    remembered() {
      const file = join(folder, 'data', 'clients.json')
      return existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object) : []
    },
    async state(name) {
      const view = (await desk.clients.list()).find((one) => one.name === name)
      if (!view) throw new Error(`${name} is not listed`)
      expect(JSON.stringify(view)).not.toContain(desk.connection.token)
      return view
    },
    async preview(name, action = 'connect', how) {
      const change = await desk.clients.preview(name, action, how)
      expect(JSON.stringify(change)).not.toContain(desk.connection.token)
      return change
    },
    connect: (name, how) => change(name, 'connect', how),
    disconnect: (name, how) => change(name, 'disconnect', how),
    async refusal(work) {
      const error = await work.then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (!(error instanceof Problem)) throw new Error(`It ended with ${error}`)
      expect(error.message).not.toContain(desk.connection.token)
      return error
    },
  }

  async function change(name: ClientName, action: ClientAction, how?: ConnectionWay) {
    const { id } = await desk.preview(name, action, how)
    const done = await desk.clients.apply(name, action, id, how)
    expect([done.message, ...said].join('\n')).not.toContain(desk.connection.token)
    return done
  }

  return desk
}
