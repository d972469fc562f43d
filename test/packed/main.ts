import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unpackExtension, v0_3 } from '@anthropic-ai/mcpb'
import { findOwnFiles } from '../../src/app/own-files.ts'
import { allScopes } from '../../src/config/scopes.ts'
import { controlRunningEndpoint } from '../../src/discovery/running-endpoint.ts'
import { emptyWorld, track } from '../fake-spotify/builders.ts'
import { startFakeSpotify } from '../fake-spotify/fake-spotify.ts'
import { extendedRow } from '../history/rows.ts'
import { importedBy, packageOf } from '../package/imports.ts'
import { callTool } from '../product.ts'
import { openArchive, readFuses } from './archive.ts'
import { packApp } from './pack.ts'
import { connectBridge, dataDirectory, hasKeyring, readLog, startPacked } from './running-app.ts'

// `npm run test:packed`: the app as it is installed. electron-builder packs it for real; in place of Electron stands a program that starts the
// packed app on the stand-in (test/stand-in). Ends with 1 at the first thing that is wrong.

if (process.platform !== 'linux') {
  console.log('Not tested: the packed app is made for Linux, and this is another system.')
  process.exit(0)
}

process.once('SIGINT', () => process.exit(130))

const folder = mkdtempSync(join(tmpdir(), 'tonearm-packed-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
const world = { ...emptyWorld(), tracks: [track('Midnight River')] }
const spotify = await startFakeSpotify({ world })
try {
  const packed = await packApp(folder)
  const archive = openArchive(packed.archive)
  const files = archive.list()
  const packages = new Set(files.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/@]+)/.exec(file)?.[1]).filter((name) => name !== undefined))

  await check('holds the build, the icons and the modules it needs, and nothing else', () => {
    assert.deepEqual([...new Set(files.map((file) => file.split('/')[0]))].sort(), ['assets', 'node_modules', 'out', 'package.json'])
    // Everything else is built in.
    assert.deepEqual([...packages], ['keytar'])
    assert.deepEqual(
      files.filter((file) => /^out\/(cli|command)/.test(file)),
      [],
    )
    assert.deepEqual(
      files.filter((file) => file.endsWith('.map') && file.startsWith('out/')),
      [],
    )
  })

  await check('has the fuses that were wanted, and the last as Electron sets it', async () => {
    // runAsNode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, only from asar, browser snapshot, file: privileges, WebAssembly traps
    assert.equal(await readFuses(packed.executable), '010011001')
  })

  await check('has a preload that is one CommonJS file and requires only electron', () => {
    assert.deepEqual(
      files.filter((file) => file.includes('preload') && file.startsWith('out/')),
      ['out/preload.cjs'],
    )
    const preload = archive.read('out/preload.cjs')
    assert.deepEqual(
      [...preload.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name?.slice(1, -1)),
      ['electron'],
    )
    // As code: there are channels called import-history and cancel-import.
    assert.doesNotMatch(preload.replaceAll(/"[^"\n]*"/g, '""'), /\bimport\b|\bprocess\b/)
  })

  await check('has a settings window without Node, whose files are all there', () => {
    const page = archive.read('out/renderer/index.html')
    const named = [...page.matchAll(/(?:src|href)="\.?\/?([^"]+)"/g)].map(([, name]) => `out/renderer/${name}`)
    assert(named.length >= 2)
    for (const file of named) assert(files.includes(file), file)
    const builtins = builtinModules.map((name) => name.replaceAll('/', '\\/')).join('|')
    const loads = new RegExp(
      `\\bfrom\\s*["'](?:node:)?(?:${builtins})["']|\\bimport\\s*\\(?["'](?:node:)?(?:${builtins})["']|["'\`]node:|\\brequire\\(`,
    )
    for (const file of files.filter((name) => /^out\/renderer\/.*\.js$/.test(name))) assert.doesNotMatch(archive.read(file), loads, file)
  })

  await check('finds every module that it does not contain, keytar among them', () => {
    const scripts = files.filter((file) => /^out\/(desktop\/)?[^/]+\.js$/.test(file)).map(archive.read)
    const external = [...new Set(scripts.flatMap(importedBy))].filter((name) => !/^(\.|node:|electron$)/.test(name))
    assert(external.includes('keytar'), [...external].join(' '))
    assert.deepEqual(
      external.filter((name) => !packages.has(packageOf(name))),
      [],
    )
  })

  const native = 'node_modules/keytar/prebuilds/linux-x64/keytar.node'
  await check('has keytar beside the archive, where it can be loaded, for its own system only', () => {
    assert.deepEqual(
      files.filter((file) => /\.(node|cc|h|gyp)$/.test(file)),
      [native],
    )
    assert(archive.isUnpacked(native))
    const load = `process.dlopen({ exports: {} }, ${JSON.stringify(join(packed.unpacked, native))})`
    const { status, stderr } = spawnSync(process.execPath, ['-e', load], { encoding: 'utf8' })
    assert.equal(status, 0, stderr)
  })

  await check('has the bridge, the extension, the plugin and the docs beside the archive, and not once more inside', async () => {
    const electronBuilders = /^app(\.asar|-update\.yml)/
    const beside = readdirSync(packed.resources, { recursive: true, encoding: 'utf8' }).filter((name) => !electronBuilders.test(name))
    const [ofPlugin, others] = [beside.filter((name) => /^plugin\b/.test(name)), beside.filter((name) => !/^(plugin|docs)\b/.test(name))]
    assert.deepEqual(others.sort(), ['CHANGELOG.md', 'bridge', 'bridge/bridge.js', 'bridge/package.json', 'tonearm.mcpb'])
    assert(beside.includes(join('docs', 'history.md')))
    assert(['plugin/.claude-plugin/plugin.json', 'plugin/.mcp.json', 'plugin/bridge/bridge.js'].every((name) => ofPlugin.includes(name)))
    assert.deepEqual(
      files.filter((file) => /^out\/(bridge|plugin|.*\.mcpb)/.test(file)),
      [],
    )
    assert.deepEqual(findOwnFiles({ resources: packed.resources }), {
      bridge: join(packed.resources, 'bridge', 'bridge.js'),
      bundle: join(packed.resources, 'tonearm.mcpb'),
    })
    const extension = join(folder, 'extension')
    assert(await unpackExtension({ mcpbPath: join(packed.resources, 'tonearm.mcpb'), outputDir: extension, silent: true }))
    const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'))
    assert.equal(v0_3.McpbManifestSchema.parse(manifest).version, JSON.parse(archive.read('package.json')).version)
    const bridge = (folder: string) => readFileSync(join(folder, 'bridge.js'), 'utf8')
    // That of the extension starts no program, so it has no code for it.
    assert.match(bridge(join(packed.resources, 'bridge')), /child_process/)
    assert.doesNotMatch(bridge(join(extension, 'server')), /child_process/)
  })

  await check('has an updater in it that finds, fetches and checks a new version', () => {
    const [app, ownFiles] = [join(folder, 'unpacked'), join(folder, 'updater')]
    archive.extractTo(app)
    mkdirSync(ownFiles)
    const updater = join(import.meta.dirname, 'updater', 'main.ts')
    const { status, stdout, stderr } = spawnSync(process.execPath, [updater, app, ownFiles], { encoding: 'utf8', timeout: 30_000 })
    assert.equal(status, 0, stdout + stderr)
  })

  const home = join(folder, 'home')
  mkdirSync(home)
  const keyring = hasKeyring()
  const environment = {
    TONEARM_SPOTIFY_API: spotify.apiUrl,
    TONEARM_SPOTIFY_ACCOUNTS: spotify.accountsUrl,
    SPOTIFY_CLIENT_ID: spotify.clientId,
    SPOTIFY_REFRESH_TOKEN: spotify.grant([...allScopes]).refreshToken,
  }
  const start = () => startPacked({ executable: packed.executable, home, environment, keyring })
  let token = ''

  await check('starts, answers an MCP client, and ends with its endpoint', async () => {
    const app = await start()
    token = app.endpoint.token
    const client = await app.connect()
    const { tools } = await client.listTools()
    const { text, failed } = await callTool(client, 'search_tracks', { query: 'midnight' })
    await client.close()
    assert.deepEqual(await app.stop(), { code: 0, written: '' })
    assert(tools.length > 10)
    assert(!failed && text.includes('Midnight River'), text)
    assert(!existsSync(join(dataDirectory(home), 'endpoint.json')))
    assert.deepEqual(
      readdirSync(home).filter((name) => name.startsWith('tonearm-resources-')),
      [],
    )
    for (const secret of [...spotify.secrets(), token]) assert(!readLog(home).includes(secret), 'a secret in the log')
  })

  await check('keeps and counts plays, and draws charts, in threads that lie beside the archive', async () => {
    const threads = files.filter((file) => /^out\/workers\/.+\.\w+$/.test(file))
    for (const file of ['history-worker.js', 'chart-worker.js', 'chart-files/resvg.wasm', 'chart-files/fonts/noto-sans-jp/unicode.json']) {
      assert(threads.includes(`out/workers/${file}`), file)
    }
    assert.deepEqual(
      threads.filter((file) => !archive.isUnpacked(file)),
      [],
    )
    const app = await start()
    const named = { master_metadata_track_name: '真夜中の川' }
    const data = join(folder, 'endsong_0.json')
    writeFileSync(
      data,
      JSON.stringify(['01', '02', '03'].map((month) => extendedRow({ ts: `2026-${month}-29T01:04:00Z`, offline_timestamp: 0, ...named }))),
    )
    const input = { account: world.user.accountId, paths: [data], bringBackErased: false }
    const imported = await controlRunningEndpoint(join(dataDirectory(home), 'endpoint.json'), 'import-history', { input })
    const client = await app.connect()
    const { text, failed } = await callTool(client, 'count_plays', { what: '真夜中の川' })
    const drawn = await client.callTool({ name: 'get_listening_stats', arguments: { group_by: 'month', chart: true } })
    await client.close()
    assert.deepEqual(await app.stop(), { code: 0, written: '' })
    assert.equal(imported.state, 'done', JSON.stringify(imported))
    assert(!failed && text.includes('3 plays'), text)
    const kinds = (drawn.content as { type: string }[]).map(({ type }) => type)
    assert(kinds.includes('image'), JSON.stringify(drawn.content).slice(0, 500))
  })

  await check('is reached by the bridge, which finds it again after a restart', async () => {
    const before = await start()
    const client = await connectBridge(join(packed.resources, 'bridge', 'bridge.js'), home)
    const search = () => callTool(client, 'search_tracks', { query: 'midnight' })
    const answers = [await search()]
    await before.stop()
    const after = await start()
    answers.push(await search())
    await client.close()
    await after.stop()
    assert.notEqual(before.endpoint.pid, after.endpoint.pid)
    for (const { text, failed } of answers) assert(!failed && text.includes('Midnight River'), text)
  })

  if (keyring) {
    await check('keeps its token in the keychain, by the packed keytar', async () => {
      const app = await start()
      const found = app.endpoint.token
      assert.equal((await app.stop()).code, 0)
      assert(found === token, 'the second start has another token')
    })
  } else console.log('- not tested: that it keeps its token in the keychain (needs dbus-run-session and gnome-keyring-daemon)')
  assert.deepEqual(spotify.violations(), [])
} finally {
  await spotify.stop()
}

/** One sentence about the packed app. */
async function check(sentence: string, holds: () => void | Promise<void>): Promise<void> {
  try {
    await holds()
  } catch (cause) {
    throw new Error(`The packed app does not do this: it ${sentence}`, { cause })
  }
  console.log(`✓ ${sentence}`)
}
