import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { iconFile } from '../../src/desktop/tray/icons.ts'
import { root } from '../root.ts'
import { nativeImage } from '../stand-in/native-image.ts'

const configuration = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Record<string, Record<string, unknown>>

describe('electron-builder.yml', () => {
  it("is what electron-builder's own schema allows", () => {
    const scheme = join(
      createRequire(createRequire(import.meta.url).resolve('electron-builder')).resolve('app-builder-lib/package.json'),
      '..',
      'scheme.json',
    )
    const ajv = new Ajv({ strict: false, allErrors: true })
    formats.default(ajv)
    const isValid = ajv.compile(JSON.parse(readFileSync(scheme, 'utf8')) as object)
    expect(isValid(configuration) ? [] : isValid.errors).toEqual([])
  })

  it('makes what people install on the three systems', () => {
    const targets = (system: string) => (configuration[system]?.target as (string | { target: string })[]) ?? []
    expect(targets('mac').map((target) => (typeof target === 'string' ? target : target.target))).toEqual(['dmg', 'zip'])
    expect(configuration.win?.target).toBe('nsis')
    expect(targets('linux')).toEqual(['AppImage', 'deb'])
    expect(configuration.mac).toMatchObject({ hardenedRuntime: true, extendInfo: { LSUIElement: true } })
    expect(configuration).toMatchObject({ asarUnpack: ['**/*.node', 'out/workers/**'], npmRebuild: false })
  })

  it('names files that exist', () => {
    for (const file of [configuration.icon, configuration.mac?.entitlements]) expect(existsSync(join(root, String(file)))).toBe(true)
  })

  it.each([
    ['mac', 'darwin'],
    ['win', 'win32'],
    ['linux', 'linux'],
  ])("packs for %s keytar's binary of that system and processor, at the place where keytar looks", (system, platform) => {
    const folder = (arch: string) => `node_modules/keytar/prebuilds/${platform}-${arch}`
    const macro = folder('${' + 'arch}')
    expect(configuration[system]?.files).toEqual([{ from: macro, to: macro }])
    for (const arch of ['x64', 'arm64']) expect(existsSync(join(root, folder(arch), 'keytar.node')), arch).toBe(true)
  })
})

describe('the tray icons', () => {
  const states = ['signed-in', 'attention', 'quota'] as const

  it.each(states)('for "%s" are there for usual and for dense screens', (state) => {
    const size = (file: string) => nativeImage.createFromPath(join(root, 'assets', 'tray', file)).getSize()
    const template = iconFile(state, 'darwin')
    expect(size(template)).toEqual({ width: 16, height: 16 })
    expect(size(template.replace('.png', '@2x.png'))).toEqual({ width: 32, height: 32 })
    const coloured = iconFile(state, 'linux')
    expect(size(coloured)).toEqual({ width: 24, height: 24 })
    expect(size(coloured.replace('.png', '@2x.png'))).toEqual({ width: 48, height: 48 })
  })
})
