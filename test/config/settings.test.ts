import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Overrides, openSettings, parseClientId } from '../../src/config/settings.ts'
import { isProblem } from '../../src/shared/problem.ts'
import { newFolder } from './folder.ts'

const id = '0123456789abcdef0123456789abcdef'

function open(stored: unknown, options: { environment?: NodeJS.ProcessEnv; flags?: Overrides } = {}) {
  const file = join(newFolder(), 'settings.json')
  if (stored !== undefined) writeFileSync(file, typeof stored === 'string' ? stored : JSON.stringify(stored))
  return { file, settings: openSettings({ file, ...options }) }
}

function problem(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (isProblem(error, 'invalid-setting')) return error.message
    throw error
  }
  throw new Error('There was no problem.')
}

describe('settings', () => {
  it('have a default for everything but the client id, and write no file for it', () => {
    const { file, settings } = open(undefined)
    expect(settings.current()).toMatchObject({
      port: 3345,
      callbackPort: 8888,
      structuredResults: false,
      logLevel: 'info',
    })
    expect(settings.current().clientId).toBeUndefined()
    expect(existsSync(file)).toBe(false)
  })

  it('come from the file, the environment wins over it, and the command line over both', () => {
    const environment = { SPOTIFY_CLIENT_ID: id, TONEARM_PORT: '2000', TONEARM_CALLBACK_PORT: '2001' }
    const stored = { clientId: 'f'.repeat(32), port: 1000, callbackPort: 1001 }
    expect(open(stored).settings.current()).toMatchObject(stored)
    expect(open(stored, { environment }).settings.current()).toMatchObject({ clientId: id, port: 2000, callbackPort: 2001 })
    expect(open(stored, { environment, flags: { port: 3000 } }).settings.current()).toMatchObject({ port: 3000, callbackPort: 2001 })
  })

  it('ignores empty variables and flags that were not given', () => {
    const environment = { SPOTIFY_CLIENT_ID: '', TONEARM_PORT: '' }
    expect(open({ port: 1000 }, { environment, flags: { port: undefined } }).settings.current()).toMatchObject({ port: 1000 })
  })

  it('are kept for good by change(); what the environment says is not', () => {
    const { file, settings } = open({ port: 1000 }, { environment: { TONEARM_PORT: '2000' } })
    settings.change({ clientId: id })
    expect(settings.current()).toMatchObject({ clientId: id, port: 2000 })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ port: 1000, clientId: id })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(file, '..'))).toEqual(['settings.json'])
  })

  it('keep what another process or a newer version has written', () => {
    const { file, settings } = open({ port: 1000, fromTheFuture: { a: 1 } })
    writeFileSync(file, JSON.stringify({ port: 1500, fromTheFuture: { a: 2 } }))
    settings.change({ callbackPort: 9000 })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ port: 1500, fromTheFuture: { a: 2 }, callbackPort: 9000 })
    expect(settings.current()).toMatchObject({ port: 1500, callbackPort: 9000 })
  })

  it('notices the changes of another process with reload()', () => {
    const { file, settings } = open(undefined)
    writeFileSync(file, JSON.stringify({ clientId: id }))
    expect(settings.current().clientId).toBeUndefined()
    let news = 0
    settings.onChange(() => {
      news += 1
    })
    settings.reload()
    expect(settings.current().clientId).toBe(id)
    settings.reload()
    expect(news).toBe(1)
  })

  it('stays with what it had when the changed file makes no sense', () => {
    const { file, settings } = open({ port: 1000 })
    writeFileSync(file, '{"port": ')
    expect(problem(settings.reload)).toMatch(/settings\.json is not valid JSON/)
    expect(settings.current().port).toBe(1000)
    expect(problem(() => settings.change({ port: 2000 }))).toMatch(/settings\.json is not valid JSON/)
    expect(readFileSync(file, 'utf8')).toBe('{"port": ')
  })

  it('may begin with a byte order mark', () => {
    expect(open(`\uFEFF${JSON.stringify({ port: 1000 })}`).settings.current().port).toBe(1000)
  })

  it.each([
    ['empty', ''],
    ['blank', ' \n'],
    ['full of zero bytes', '\0'.repeat(4_096)],
    ['full of zero bytes after a byte order mark', '\uFEFF\0\0'],
  ])('that are %s are put aside: the defaults hold, and the person is told once', (_, stored) => {
    const file = join(newFolder(), 'settings.json')
    writeFileSync(file, stored)
    const said: string[] = []
    const onDamaged = (sentence: string) => said.push(sentence)
    expect(openSettings({ file, onDamaged }).current()).toMatchObject({ port: 3345 })
    const [aside = ''] = readdirSync(join(file, '..'))
    expect(aside).toMatch(/^settings\.json\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/)
    expect(readFileSync(join(file, '..', aside), 'utf8')).toBe(stored)
    expect(said).toEqual([
      `The settings file ${file} was empty, perhaps after a power failure. Tonearm uses the default settings, and the file was renamed to ${aside}.`,
    ])
    openSettings({ file, onDamaged }).change({ port: 1000 })
    expect(openSettings({ file, onDamaged }).current()).toMatchObject({ port: 1000 })
    expect(said).toHaveLength(1)
  })

  it('keep what they were while somebody else empties the file', () => {
    const { file, settings } = open({ port: 1000 })
    writeFileSync(file, '')
    settings.reload()
    expect(settings.current().port).toBe(1000)
    settings.change({ callbackPort: 9000 })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ port: 1000, callbackPort: 9000 })
  })

  it.runIf(process.platform !== 'win32')('say what stands where the file belongs, and do not wait for it', () => {
    const file = join(newFolder(), 'settings.json')
    mkdirSync(file)
    expect(problem(() => openSettings({ file }))).toBe(`${file} is a folder instead of a file. Move it away.`)
    const pipe = join(newFolder(), 'settings.json')
    execFileSync('mkfifo', [pipe])
    expect(problem(() => openSettings({ file: pipe }))).toBe(`${pipe} is a named pipe instead of a file. Move it away.`)
  })

  it('creates the data directory for its owner only', () => {
    const file = join(newFolder(), 'new', 'settings.json')
    openSettings({ file }).change({ port: 1000 })
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
  })

  it.each([
    [{ port: 'a lot' }, 'port is not a port number.'],
    [{ port: '0x50' }, 'port is not a port number.'],
    [{ port: '' }, 'port is not a port number.'],
    [{ port: 80.5 }, 'port is not a port number.'],
    [{ port: null }, 'port is not a port number.'],
    [{ port: true }, 'port is not a port number.'],
    [{ port: -1 }, 'port is not a port number.'],
    [{ callbackPort: 65_536 }, 'callbackPort is above 65535, the highest port.'],
    [{ clientId: 'abc' }, /^clientId is not a Spotify client ID: it has 32 digits and letters from a to f; copy it from .+\/dashboard\.$/],
    [{ clientId: 7 }, /^clientId .+\.$/],
    [{ scopes: ['user-read-everything'] }, 'scopes has a permission that Tonearm does not know: "user-read-everything".'],
    [{ scopes: 'user-top-read' }, 'scopes is not a list of permissions.'],
    [{ structuredResults: 'yes' }, 'structuredResults is neither true nor false.'],
    [{ blockedClients: 'Cursor' }, 'blockedClients is not a list of names.'],
    [{ blockedClients: [''] }, 'blockedClients has an entry that is not a name of 1 to 100 characters.'],
    [{ blockedClients: [7] }, 'blockedClients has an entry that is not a name of 1 to 100 characters.'],
    [{ blockedClients: ['x'.repeat(101)] }, 'blockedClients has an entry that is not a name of 1 to 100 characters.'],
    [{ blockedClients: Array(101).fill('x') }, 'blockedClients has more than 100 names.'],
    [{ allowedHosts: 'nas' }, 'allowedHosts is not a list of names.'],
    [{ allowedHosts: [7] }, 'allowedHosts has an entry that is not a name.'],
    [
      { allowedHosts: ['nas', 'nas:3345'] },
      'allowedHosts takes only names or addresses without a port, such as host.docker.internal, and not "nas:3345".',
    ],
    [{ allowedHosts: Array(21).fill('x') }, 'allowedHosts has more than 20 names.'],
    [{ logLevel: 'loud' }, 'logLevel is none of debug, info, warn, error.'],
  ])('says what is wrong in the file: %j', (stored, sentence) => {
    const file = join(newFolder(), 'settings.json')
    const text = JSON.stringify(stored)
    writeFileSync(file, text)
    const message = problem(() => openSettings({ file }))
    expect(message.startsWith(`${file}: `)).toBe(true)
    expect(message.slice(file.length + 2)).toMatch(sentence)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it.each(['null', '[]', '"text"', '{"port": 1,}', 'port: 1'])('says that the file is no settings: %s', (text) => {
    expect(problem(() => open(text))).toMatch(
      /settings\.json is not valid JSON\. Correct it, or delete it to start with the default settings\.$/,
    )
  })

  it('names the variable that is wrong', () => {
    expect(problem(() => open({}, { environment: { TONEARM_PORT: 'abc' } }))).toBe('The environment: TONEARM_PORT is not a port number.')
    expect(problem(() => open({}, { environment: { TONEARM_CALLBACK_PORT: '99999' } }))).toBe(
      'The environment: TONEARM_CALLBACK_PORT is above 65535, the highest port.',
    )
  })

  it('names the file that cannot be read', () => {
    const folder = newFolder()
    expect(problem(() => openSettings({ file: join(folder, 'x'.repeat(300)) }))).toMatch(
      / cannot be read \(ENAMETOOLONG\)\. Check its permissions\.$/,
    )
  })
})

describe('a pasted client id', () => {
  it.each([
    `  ${id.toUpperCase()}\t\n`,
    `"${id}"`,
    `Client ID: ${id}`,
    `Client ID\n${id}\nCopy`,
    `${id} ${id}`,
    `https://developer.spotify.com/dashboard/${id}/settings?tab=1`,
    `https://accounts.spotify.com/authorize?client_id=${id}&response_type=code`,
  ])('is taken out of what is around it: %j', (text) => {
    expect(parseClientId(text)).toBe(id)
  })

  it('is not guessed when the secret was pasted with it', () => {
    expect(problem(() => parseClientId(`${id} ${'0'.repeat(32)}`))).toBe(
      'What you entered has two different IDs. Enter only the client ID, not the secret.',
    )
  })

  it.each(['', id.slice(1), `${id}0`, `é${id}`, 'g'.repeat(32), `"${id.slice(1)}"`])('is refused when it is none: %j', (text) => {
    expect(problem(() => parseClientId(text))).toMatch(/^What you entered is not a Spotify client ID: .+\.$/)
  })
})
