import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planRemove, planSet, readEntry } from '../../../src/clients/files/settings-file.ts'
import { writeSettingsFile } from '../../../src/clients/files/write-settings-file.ts'
import { isProblem, type ProblemCode } from '../../../src/shared/problem.ts'
import { entryWith, makeHome, now, permissions } from './folder.ts'

const onPosix = it.skipIf(process.platform === 'win32')
const isAdministrator = process.getuid?.() === 0

/** The code and sentence of the Problem that `work` throws. */
function refusal(work: () => unknown): { code?: ProblemCode; sentence: string } {
  try {
    work()
  } catch (error) {
    if (isProblem(error)) return { code: error.code, sentence: error.message }
    throw error
  }
  return { sentence: 'not refused' }
}

describe('a changed settings file', () => {
  it('keeps a copy of what it was beside it, with the date in its name', () => {
    const { place, write, names } = makeHome()
    write('{"a":1}')
    const { backup } = writeSettingsFile(planSet(place, entryWith('token')), { now })
    expect(backup).toBe(`${place.file}.tonearm-backup-2026-11-23T03-10-00`)
    expect(readFileSync(backup ?? '', 'utf8')).toBe('{"a":1}')
    expect(names()).toEqual(['mcp.json', 'mcp.json.tonearm-backup-2026-11-23T03-10-00'])
  })

  it('never writes over another copy', () => {
    const { place, write, names } = makeHome()
    const texts = ['{"a":1}', '{"a":2}', '{"a":3}']
    const copies = texts.map((text) => {
      write(text)
      return writeSettingsFile(planSet(place, entryWith('token')), { now }).backup ?? ''
    })
    expect(copies.map((copy) => readFileSync(copy, 'utf8'))).toEqual(texts)
    expect(copies.map((copy) => copy.slice(place.file.length))).toEqual([
      '.tonearm-backup-2026-11-23T03-10-00',
      '.tonearm-backup-2026-11-23T03-10-00-2',
      '.tonearm-backup-2026-11-23T03-10-00-3',
    ])
    expect(names()).toHaveLength(4)
  })

  onPosix.each([
    ['keeps its permissions, whatever new files get, and so does the copy', { command: 'node' }, 0o777],
    ['is for its owner only once it holds a key, and so is the copy', entryWith('token'), 0o700],
  ])('%s', (_, entry, kept) => {
    for (const mode of [0o600, 0o640, 0o664, 0o777]) {
      const { place, write } = makeHome()
      write('{}')
      chmodSync(place.file, mode)
      const previous = process.umask(0o077)
      try {
        const { backup } = writeSettingsFile(planSet(place, entry), { now })
        const wanted = permissions(mode & kept)
        expect([place.file, backup ?? ''].map((file) => permissions(statSync(file).mode))).toEqual([wanted, wanted])
      } finally {
        process.umask(previous)
      }
    }
  })

  it.skipIf(!isAdministrator)('keeps its owner, where we may give files away (this needs the administrator)', () => {
    const { place, write } = makeHome()
    write('{}')
    chownSync(place.file, 12345, 23456)
    const { backup } = writeSettingsFile(planSet(place, entryWith('token')), { now })
    for (const file of [place.file, backup ?? '']) expect(statSync(file)).toMatchObject({ uid: 12345, gid: 23456 })
  })

  it('is replaced in one step: a program that has it open goes on reading the old one', () => {
    const { place, write } = makeHome()
    write('{}')
    const before = statSync(place.file).ino
    writeSettingsFile(planSet(place, entryWith('token')), { now })
    expect(statSync(place.file).ino).not.toBe(before)
  })
})

describe('a settings file that is not there', () => {
  onPosix('is created for its owner only, with the folders that lead to it', () => {
    const { home, place } = makeHome({ file: '.config/new/client/mcp.json' })
    mkdirSync(join(home, '.config'), { mode: 0o755 })
    expect(writeSettingsFile(planSet(place, entryWith('token')), { now })).toEqual({})
    const modes = [place.file, dirname(place.file), join(home, '.config', 'new'), join(home, '.config')].map((path) =>
      permissions(statSync(path).mode),
    )
    expect(modes).toEqual(['600', '700', '700', '755'])
    expect(readEntry(place)).toEqual({ state: 'entry', value: entryWith('token') })
  })
})

describe('a settings file that changes while we look at it', () => {
  it('is left as the other program wrote it, also in the last moment', () => {
    const { place, write, read, names } = makeHome()
    write('{"a":1}')
    const change = planSet(place, entryWith('token'))
    write('{"a":2}')
    const { code, sentence } = refusal(() => writeSettingsFile(change, { now }))
    expect(code).toBe('changed-since')
    expect(sentence).toBe(
      `The settings file ${place.file} has changed since Tonearm read it, so nothing was written. Look at the new preview, then try again.`,
    )
    write('{"a":1}')
    const inBetween = () => {
      write('{"a":3}')
      return now()
    }
    expect(refusal(() => writeSettingsFile(change, { now: inBetween })).code).toBe('changed-since')
    expect(read()).toBe('{"a":3}')
    expect(names()).toEqual(['mcp.json'])
  })

  it('by going away is not made again', () => {
    const { place, write, names } = makeHome()
    write('{"a":1}')
    const change = planSet(place, entryWith('token'))
    const inBetween = () => {
      rmSync(place.file)
      return now()
    }
    expect(refusal(() => writeSettingsFile(change, { now: inBetween })).code).toBe('changed-since')
    expect(refusal(() => writeSettingsFile(change, { now })).code).toBe('changed-since')
    expect(names()).toEqual([])
  })

  it('by appearing is not written over', () => {
    const { place, write, read, names } = makeHome()
    const change = planSet(place, entryWith('token'))
    const inBetween = () => {
      write('{}')
      return now()
    }
    expect(refusal(() => writeSettingsFile(change, { now: inBetween })).code).toBe('changed-since')
    expect(refusal(() => writeSettingsFile(change, { now })).code).toBe('changed-since')
    expect(read()).toBe('{}')
    expect(names()).toEqual(['mcp.json'])
  })

  onPosix('by becoming a link is not followed', () => {
    const { place, write, home } = makeHome()
    write('{"a":1}')
    const change = planSet(place, entryWith('token'))
    renameSync(place.file, join(home, 'moved.json'))
    symlinkSync(join(home, 'moved.json'), place.file)
    expect(refusal(() => writeSettingsFile(change, { now })).code).toBe('changed-since')
    expect(readFileSync(join(home, 'moved.json'), 'utf8')).toBe('{"a":1}')
  })

  it('is not removed, when it was to be', () => {
    const { place, write, read } = makeHome()
    const added = planSet(place, entryWith('token'))
    writeSettingsFile(added, { now })
    const change = { ...planRemove(place), after: undefined, removesFile: true, keepsCopy: false }
    const inBetween = () => {
      write('{"a":1}')
      return now()
    }
    expect(refusal(() => writeSettingsFile(change, { now: inBetween })).code).toBe('changed-since')
    expect(read()).toBe('{"a":1}')
  })
})

describe('a settings file that cannot be written', () => {
  it('is left alone when its owner made it read-only, also where the folder would allow it', () => {
    const { place, write, read, names } = makeHome()
    write('{"a":1}')
    chmodSync(place.file, 0o444)
    const { code, sentence } = refusal(() => writeSettingsFile(planSet(place, entryWith('token')), { now }))
    expect({ code, sentence }).toEqual({
      code: 'client-settings',
      sentence: `The settings file ${place.file} was not changed, because it is read-only. Make it writable, then try again.`,
    })
    expect(read()).toBe('{"a":1}')
    expect(names()).toEqual(['mcp.json'])
    chmodSync(place.file, 0o644)
  })

  it.skipIf(!isAdministrator)(
    "is left alone when it is somebody else's, who lets others only read it (this needs the administrator)",
    () => {
      const { home, place, write, names } = makeHome()
      write('{"a":1}')
      for (const folder of [home, dirname(place.file)]) chmodSync(folder, 0o777)
      chmodSync(place.file, 0o644)
      expect(asSomebody(place.file, home)).toContain('because it is read-only. Make it writable, then try again.')
      expect([statSync(place.file).uid, names()]).toEqual([0, ['mcp.json']])
    },
  )

  onPosix('is left alone in a folder that may not be written, or where its permissions forbid to read it', () => {
    const { home, place, write, read, names } = makeHome()
    write('{"a":1}')
    chmodSync(home, 0o755)
    chmodSync(place.file, 0o666)
    chmodSync(dirname(place.file), 0o555)
    const unwritable = asSomebody(place.file, home)
    expect(unwritable).toContain(`client-settings The settings file ${place.file} was not changed, because it cannot be written (EACCES).`)
    expect(unwritable).toContain(
      'Check the permissions of the file and its folder, and that no other program holds it open, then try again.',
    )
    chmodSync(dirname(place.file), 0o755)
    chmodSync(place.file, 0o200)
    expect(asSomebody(place.file, home)).toContain('because it cannot be read (EACCES). Check its permissions, then try again.')
    chmodSync(place.file, 0o644)
    expect(read()).toBe('{"a":1}')
    expect(names()).toEqual(['mcp.json'])
  })

  onPosix('leaves no half-made folders, temporary files or copies behind', () => {
    const { home, place, write, names } = makeHome()
    const fresh = { ...place, file: join(home, 'new', 'client', 'mcp.json') }
    const change = planSet(fresh, entryWith('token'))
    // No file system takes a name as long as this for the temporary file.
    const long = 'x'.repeat(250)
    expect(refusal(() => writeSettingsFile({ ...change, file: join(dirname(fresh.file), long) }, { now })).code).toBe('client-settings')
    expect(existsSync(join(home, 'new'))).toBe(false)
    write('{"a":1}')
    renameSync(place.file, join(dirname(place.file), long))
    const linked = planSet({ ...place, file: join(dirname(place.file), long) }, entryWith('token'))
    expect(refusal(() => writeSettingsFile(linked, { now })).sentence).toContain('because it cannot be written (ENAMETOOLONG).')
    expect(names()).toEqual([long])
    // A name that is short enough for the temporary file, and too long for the copy.
    renameSync(join(dirname(place.file), long), join(dirname(place.file), 'y'.repeat(225)))
    const other = planSet({ ...place, file: join(dirname(place.file), 'y'.repeat(225)) }, entryWith('token'))
    expect(refusal(() => writeSettingsFile(other, { now })).code).toBe('client-settings')
    expect(names()).toEqual(['y'.repeat(225)])
  })
})

/** What happens to a person who is not the administrator; the tests may run as the administrator, whom no permissions hold. */
function asSomebody(file: string, home: string): string {
  const source = (name: string) => JSON.stringify(join(import.meta.dirname, '../../../src/clients/files', name))
  const script = `
    import { planSet } from ${source('settings-file.ts')}
    import { writeSettingsFile } from ${source('write-settings-file.ts')}
    if (process.getuid() === 0) {
      process.setgroups([])
      process.setgid(65534)
      process.setuid(65534)
    }
    const place = { file: process.env.FILE, home: process.env.HOME_FOLDER, format: 'json', path: ['mcpServers'], key: 'tonearm' }
    try {
      writeSettingsFile(planSet(place, { url: 'here' }), { now: Date.now })
      console.log('not refused')
    } catch (error) {
      console.log(error.code, error.message)
    }`
  const options = { cwd: home, env: { FILE: file, HOME_FOLDER: home }, encoding: 'utf8' } as const
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], options)
  return stdout + stderr
}
