import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../../src/commands/commands.ts'
import { helpOf, overview } from '../../src/commands/terminal/help.ts'
import { inTerminal } from '../run-program.ts'
import { commandFile, newComputer } from './run-command.ts'
import { type ComputerWithSpotify, call, computerWithSpotify, connect, ready, signIn } from './with-spotify.ts'

/** Of all lines but command lines to copy, which stay whole. */
const widthOf = (text: string) =>
  Math.max(
    ...text
      .split(/\r?\n/)
      .filter((line) => !line.startsWith('  tonearm '))
      .map((line) => line.length),
  )

describe('the help', () => {
  it('of everything has at most 80 columns, and 60 where the terminal has 60', () => {
    for (const width of [60, 80]) {
      expect(widthOf(overview(commands, width))).toBeLessThanOrEqual(width)
      for (const [name, command] of Object.entries(commands)) expect(widthOf(helpOf(name, command, width)), name).toBeLessThanOrEqual(width)
    }
  })

  it.each(Object.entries(commands))(
    'of %s says what it does, how it is written, and has examples that the command understands',
    (name, command) => {
      expect(command.summary.length).toBeLessThanOrEqual(60)
      for (const line of [...command.usage, ...command.examples.map(([line]) => line)]) expect(line.split(' ')[0]).toBe(name)
      expect(command.examples.length).toBeGreaterThan(0)
    },
  )
})

describe.runIf(process.platform === 'linux')('a terminal of 60 columns', () => {
  const narrow = (words: string[], environment: Record<string, string>) =>
    inTerminal(['sh', '-c', `'stty cols 60; exec "$0" "$@"'`, process.execPath, commandFile, ...words], environment)

  it('gets lists and help in 60 columns, without colours', async () => {
    const computer = newComputer()
    const environment = { ...computer.environment, TONEARM_PORT: '3345', NO_COLOR: '1' }
    const [help, clients] = await Promise.all([
      narrow(['help', 'history'], environment).ended,
      narrow(['clients', '--vault', 'file'], environment).ended,
    ])
    expect(help.code).toBe(0)
    expect(widthOf(help.stdout)).toBeLessThanOrEqual(60)
    expect(clients.code).toBe(0)
    expect(widthOf(clients.stdout.split('\r\n\r\n')[0] ?? '')).toBeLessThanOrEqual(60)
    expect(help.stdout + clients.stdout).not.toContain('\u001b')
  })

  it.each(
    [
      ['stop'],
      ['open'],
      ['logout'],
      ['status'],
      ['doctor'],
      ['clients'],
      ['clients', 'show', 'cursor'],
      ['clients', 'block', 'Some App'],
      ['history'],
      ['history', 'erase', '--all'],
      ['changes'],
      ['undo', 'k7m2qp'],
      ['completion', 'bash'],
      ['serve', '--port', 'x'],
      ['stdoi'],
    ].map((words) => ({ line: words.join(' '), words })),
  )('tonearm $line ends by itself there and without a terminal, in plain text', async ({ words }) => {
    const computer = newComputer()
    const environment = { ...computer.environment, TONEARM_PORT: '3345', NO_COLOR: '1' }
    const command = words[0] === 'completion' || words[0] === 'stdoi' ? words : [...words, '--vault', 'file']
    const piped = computer.run(command, environment)
    piped.endInput()
    const ends = await Promise.all([
      narrow(
        command.map((word) => JSON.stringify(word)),
        environment,
      ).ended,
      piped.ended,
    ])
    for (const { code, stdout, stderr } of ends) {
      expect(code).toBeLessThanOrEqual(2)
      expect(stdout + stderr).toMatch(/\S/)
      expect(stdout + stderr).not.toMatch(/\u001b|undefined|\[object|bug/)
    }
  })

  it.each<{ question: string; words: string[]; clientId?: false; signedIn?: true; app?: true }>([
    { question: 'Paste the Client ID here: ', words: ['login', '--no-browser'], clientId: false },
    { question: 'Paste the Client ID here: ', words: ['serve', '--no-browser'], clientId: false },
    { question: 'sign in again? .+ [y/N] ', words: ['login'], signedIn: true },
    { question: 'Continue? [y/N] ', words: ['login', '--print-refresh-token'] },
    { question: 'Make this change? [y/N] ', words: ['clients', 'add', 'cursor', '--settings'], app: true },
    { question: 'for good? [y/N] ', words: ['history', 'erase', '--all'], signedIn: true },
    { question: 'Undo this change? [y/N] ', words: ['undo', 'RECEIPT'], signedIn: true },
  ])(
    'Ctrl-C at "$question" of tonearm $words.0 ends with 130 and changes nothing',
    async ({ question, words, clientId, signedIn, app }) => {
      const computer = await computerWithSpotify({ clientId, environment: app ? { TONEARM_PORT: '3345' } : {} })
      if (signedIn) await signIn(computer)
      if (app) mkdirSync(join(computer.environment.HOME ?? '', '.cursor'))
      if (words.includes('RECEIPT')) words = ['undo', await receiptOfAChange(computer)]
      const asking = narrow([...words, '--vault', 'file'], computer.environment)
      await asking.saw(new RegExp(question.replaceAll(/[?[\]]/g, '\\$&')), 'stdout')
      const before = computer.spotify.requests().length
      asking.type('\u0003')
      expect(await asking.ended).toMatchObject({ code: 130, stdout: expect.stringMatching(/Stopped before it was done\.\r\n$/) })
      expect(computer.spotify.requests().slice(before)).toEqual([])
    },
  )
})

describe('the exit code of a command that another program stops', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s: %i', async (signal, code) => {
    const computer = await computerWithSpotify()
    const login = computer.run(['login', '--no-browser', '--vault', 'file'])
    await login.saw(/\/authorize\?/)
    expect((await login.stop(signal)).code).toBe(code)
  })
})

/** An app makes a playlist, with a Tonearm that then stops. */
async function receiptOfAChange(computer: ComputerWithSpotify): Promise<string> {
  const serve = computer.run(['serve', '--json', '--vault', 'file'])
  const items = computer.spotify.world.tracks.slice(0, 1).map(({ id }) => `spotify:track:${id}`)
  const made = await call(await connect(await ready(serve)), 'create_playlist', { name: 'Paper', items })
  await serve.stop()
  return /Receipt (\w+)/.exec(made)?.[1] ?? ''
}
