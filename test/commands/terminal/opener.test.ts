import { describe, expect, it } from 'vitest'
import { findOpener } from '../../../src/commands/terminal/opener.ts'

describe('opening something from the command line', () => {
  it.each([
    ['a Mac', 'darwin', {}, true],
    ['Windows', 'win32', {}, true],
    ['Linux with X', 'linux', { DISPLAY: ':0' }, true],
    ['Linux with Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['Linux without a desktop', 'linux', { DISPLAY: '' }, false],
  ] as const)('%s', (_, platform, environment, possible) => {
    expect(Object.keys(findOpener({ browser: true, platform, environment }))).toEqual(possible ? ['openLink', 'openFile'] : [])
    expect(findOpener({ browser: false, platform, environment })).toEqual({})
  })
})
