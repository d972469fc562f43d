import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { textMenu } from '../../../src/desktop/window/text-menu.ts'
import { windowKey } from '../../../src/desktop/window/window-keys.ts'
import { keepWindowPlace, readWindowPlace } from '../../../src/desktop/window/window-place.ts'

describe('the keys of the window', () => {
  const press = (key: string, held: Partial<Record<'control' | 'meta' | 'alt', boolean>> = {}, type: 'keyDown' | 'keyUp' = 'keyDown') => ({
    type,
    key,
    control: false,
    meta: false,
    alt: false,
    ...held,
  })

  it.each([
    ['+', 'zoom-in'],
    ['=', 'zoom-in'],
    ['-', 'zoom-out'],
    ['0', 'zoom-reset'],
    ['w', 'close'],
    ['W', 'close'],
    [',', 'advanced'],
  ])('Ctrl or Cmd and %s: %s', (key, what) => {
    expect(windowKey(press(key, { control: true }), 'linux')).toBe(what)
    expect(windowKey(press(key, { control: true }), 'win32')).toBe(what)
    expect(windowKey(press(key, { meta: true }), 'darwin')).toBe(what)
    expect(windowKey(press(key, { meta: true }), 'linux')).toBeUndefined()
    expect(windowKey(press(key, { control: true }), 'darwin')).toBeUndefined()
    // AltGr writes characters, and a key that is let go does nothing.
    expect(windowKey(press(key, { control: true, alt: true }), 'win32')).toBeUndefined()
    expect(windowKey(press(key, { control: true }, 'keyUp'), 'linux')).toBeUndefined()
    expect(windowKey(press(key), 'linux')).toBeUndefined()
  })

  it('F1 opens the help', () => expect(windowKey(press('F1'), 'linux')).toBe('about'))
})

describe('the menu of the right mouse button', () => {
  const roles = (what: Parameters<typeof textMenu>[0]) => textMenu(what).flatMap(({ role }) => role ?? [])

  it('pastes into fields, copies what is selected, and is not there elsewhere', () => {
    expect(roles({ isEditable: true, selectionText: '' })).toEqual(['cut', 'copy', 'paste', 'selectAll'])
    expect(roles({ isEditable: false, selectionText: 'words' })).toEqual(['copy'])
    expect(roles({ isEditable: false, selectionText: ' ' })).toEqual([])
  })
})

describe('the place of the window', () => {
  const screen = { x: 0, y: 25, width: 1440, height: 875 }
  const place = { x: 100, y: 80, width: 1000, height: 700 }

  function file(): string {
    const folder = mkdtempSync(join(tmpdir(), 'tonearm-place-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    return join(folder, 'window.json')
  }

  it('is remembered', () => {
    const where = file()
    expect(readWindowPlace(where, [screen])).toBeUndefined()
    keepWindowPlace(where, place)
    expect(readWindowPlace(where, [screen])).toEqual(place)
  })

  it.each([
    ['on a screen that is gone', { ...place, x: 1500 }],
    ['above the screen, without its title bar', { ...place, y: -200 }],
    ['below the screen', { ...place, y: 880 }],
    ['left of the screen but for a strip', { ...place, x: -950 }],
  ])('is forgotten when it was %s', (_, gone) => {
    const where = file()
    keepWindowPlace(where, gone)
    expect(readWindowPlace(where, [screen])).toBeUndefined()
    // A second screen has it.
    expect(readWindowPlace(where, [screen, { x: -2000, y: -1000, width: 6000, height: 3000 }])).toEqual(gone)
  })

  it.each(['', 'null', '{"x":1}', '{"x":0,"y":30,"width":1,"height":1}', '{"x":"0"}'])(
    'is forgotten when the file is damaged: %s',
    (text) => {
      const where = file()
      writeFileSync(where, text)
      expect(readWindowPlace(where, [screen])).toBeUndefined()
    },
  )

  it('that cannot be written is not an error', () => {
    expect(() => keepWindowPlace('/nowhere/at/all\0/window.json', place)).not.toThrow()
  })
})
