import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findDownloadsFolder } from '../../src/config/downloads-folder.ts'
import { newFolder } from './folder.ts'

function found(said: string | undefined, platform: NodeJS.Platform = 'linux') {
  const home = newFolder()
  const config = join(home, '.config')
  mkdirSync(config)
  if (said !== undefined) writeFileSync(join(config, 'user-dirs.dirs'), `# written by xdg-user-dirs-update\n${said}\n`)
  return findDownloadsFolder({ platform, home, environment: {} }).replace(home, 'HOME')
}

describe('the folder for downloads', () => {
  it.each([
    [
      'a name in the language of the person',
      'XDG_DESKTOP_DIR="$HOME/Schreibtisch"\nXDG_DOWNLOAD_DIR="$HOME/Herunter geladen"',
      'HOME/Herunter geladen',
    ],
    ['another disk', 'XDG_DOWNLOAD_DIR="/data/in"', '/data/in'],
    ['escaped signs', 'XDG_DOWNLOAD_DIR="$HOME/\\$x\\"y"', 'HOME/$x"y'],
    ['no folder wanted', 'XDG_DOWNLOAD_DIR="$HOME/"', 'HOME/Downloads'],
    ['nothing said', undefined, 'HOME/Downloads'],
    ['a relative path', 'XDG_DOWNLOAD_DIR="in"', 'HOME/Downloads'],
  ])('with %s', (_, said, folder) => {
    expect(found(said)).toBe(folder)
  })

  it('is Downloads in the home folder on other systems', () => {
    expect(found('XDG_DOWNLOAD_DIR="/data/in"', 'darwin')).toBe('HOME/Downloads')
  })
})
