import { describe, expect, it } from 'vitest'
import { connection, headers, newDesk, token } from './desk.ts'
import { fakeClaude } from './fake-programs.ts'

// Claude Code keeps servers for all folders, and servers for one project folder, in one file. In that folder, the latter take the place of the former.

const { url } = connection
const file = '.claude.json'
const ours = (key = token) => ({ type: 'http', url, headers: { Authorization: `Bearer ${key}`, 'X-Mine': 'kept-as-it-is' } })
const foreign = { type: 'http', url: 'https://record.example/mcp' }

const settings = (everywhere: unknown, projects: Record<string, unknown>) => {
  const inFolders = Object.entries(projects).map(([folder, tonearm]) => [folder, { mcpServers: { tonearm }, history: [] }])
  return JSON.stringify(
    { mcpServers: { ...(everywhere ? { tonearm: everywhere } : {}) }, projects: Object.fromEntries(inFolders) },
    undefined,
    2,
  )
}

function claudeWith(everywhere: unknown, projects: Record<string, unknown>) {
  const desk = newDesk()
  desk.write(file, settings(everywhere, projects))
  return desk
}

describe('an entry for one folder that takes the place of ours', () => {
  it('with an old key is not called connected, and is updated', async () => {
    const desk = claudeWith(ours(), { '/projects/app': ours('the-old-one'), '/projects/site': ours() })
    expect(await desk.state('claude-code')).toMatchObject({
      state: 'outdated',
      note: 'In the folder /projects/app, an entry has an old address or access key.',
    })
    await desk.connect('claude-code')
    expect(desk.read(file)).toBe(settings(ours(), { '/projects/app': ours(), '/projects/site': ours() }))
    expect(await desk.state('claude-code')).toMatchObject({ state: 'connected' })
  })

  it("that is somebody else's is named, and left alone when we are disconnected", async () => {
    const desk = claudeWith(ours(), { '/projects/app': foreign })
    expect(await desk.state('claude-code')).toMatchObject({
      state: 'connected',
      note: 'In the folder /projects/app, another server called "tonearm" can take the place of Tonearm.',
    })
    await desk.disconnect('claude-code')
    expect(desk.read(file)).toBe(settings(undefined, { '/projects/app': foreign }))
    expect((await desk.disconnect('claude-code')).message).toContain('There is nothing to do')
  })

  it('gets a new key and port as the one for all folders does', async () => {
    const desk = claudeWith(ours(), { '/projects/app': ours() })
    const next = { url: 'http://127.0.0.1:4000/mcp', token: 'the-next-token-which-is-another-one' }
    expect(await desk.clients.update(connection, next)).toMatchObject({ updated: [{ title: 'Claude Code' }], failed: [] })
    const moved = { type: 'http', url: next.url, headers: { ...ours().headers, Authorization: `Bearer ${next.token}` } }
    expect(desk.read(file)).toBe(settings(moved, { '/projects/app': moved }))
  })

  it('goes with the one for all folders, whose own command does not see it', async () => {
    const desk = claudeWith({ type: 'http', url, headers }, { '/projects/app': ours() })
    fakeClaude(desk)
    expect((await desk.preview('claude-code', 'disconnect')).steps).toMatchObject([{ kind: 'run' }, { kind: 'edit-file' }])
    await desk.disconnect('claude-code')
    expect(desk.read(file)).not.toContain('tonearm')
    expect(desk.read(file)).not.toContain(token)
  })

  it('and is the only one does not count as connected, and stays when the one for all folders is added', async () => {
    const desk = claudeWith(undefined, { '/projects/app': ours() })
    fakeClaude(desk)
    expect(await desk.state('claude-code')).toMatchObject({
      state: 'not-connected',
      note: 'It is connected in the folder /projects/app only.',
    })
    await desk.connect('claude-code')
    expect(await desk.state('claude-code')).toMatchObject({ state: 'connected' })
    expect(JSON.parse(desk.read(file))).toMatchObject({ projects: { '/projects/app': { mcpServers: { tonearm: ours() } } } })
  })
})
