import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findOwnFiles } from '../../src/app/own-files.ts'

/** A folder with these files in it. */
function folderWith(...files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-own-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const file of files.map((name) => join(folder, name))) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '')
  }
  return folder
}

const built = ['out/bridge/bridge.js', 'out/tonearm.mcpb']

describe('bridge.js and tonearm.mcpb', () => {
  it.each([
    ['the built command', 'out'],
    ['the built command, whose code is in a folder of its own', 'out/command'],
    ['a checkout that was built once', 'src/app'],
  ])('are found by %s', (_, code) => {
    const folder = folderWith(...built)
    expect(findOwnFiles({ code: join(folder, code) })).toEqual({
      bridge: join(folder, 'out', 'bridge', 'bridge.js'),
      bundle: join(folder, 'out', 'tonearm.mcpb'),
    })
  })

  it('are found beside the archive by the packed app, never inside of it', () => {
    const resources = folderWith('bridge/bridge.js', 'tonearm.mcpb', ...built.map((file) => `app.asar/${file}`))
    const code = join(resources, 'app.asar', 'out', 'desktop')
    expect(findOwnFiles({ code, resources })).toEqual({
      bridge: join(resources, 'bridge', 'bridge.js'),
      bundle: join(resources, 'tonearm.mcpb'),
    })
    expect(findOwnFiles({ code, resources: folderWith() })).toEqual({})
  })

  it('are each missing where they were not built', () => {
    expect(findOwnFiles({ code: join(folderWith('out/bridge/bridge.js'), 'src/app') })).toEqual({ bridge: expect.any(String) })
    expect(findOwnFiles({ code: join(folderWith('out/tonearm.mcpb'), 'src/app') })).toEqual({ bundle: expect.any(String) })
    expect(findOwnFiles({ code: join(folderWith(), 'src/app') })).toEqual({})
  })

  it.each(['/tmp/.mount_Tonearx1Yz/resources', '/private/var/folders/ab/T/AppTranslocation/12-34/d/Tonearm.app/Contents/Resources'])(
    'are not lent out as a path that is gone tomorrow: %s',
    (resources) => {
      expect(findOwnFiles({ resources }, () => true)).toEqual({ bundle: join(resources, 'tonearm.mcpb') })
    },
  )

  it('are looked for beside this code when nobody says where', () => {
    const asked: string[] = []
    findOwnFiles({}, (file) => asked.push(file) === 0)
    expect(asked).toContain(join(import.meta.dirname, '../..', 'out', 'bridge', 'bridge.js'))
  })
})
