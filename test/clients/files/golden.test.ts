import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordAfterSet } from '../../../src/clients/files/change-record.ts'
import { planRemove, planSet, readEntry } from '../../../src/clients/files/settings-file.ts'
import { writeSettingsFile } from '../../../src/clients/files/write-settings-file.ts'
import { makeHome, now } from './folder.ts'
import { shapes } from './shapes.ts'

/**
 * Each folder in golden/ holds a settings file as somebody wrote it (before.txt) and with our entry in it (after.txt). Removing the entry, without
 * help of a copy, gives the file from before again, or removed.txt where that stands, since the entry was there already.
 */
const golden = join(import.meta.dirname, 'golden')

describe.each(shapes)('the settings file of $shape', ({ shape, value, ...where }) => {
  it.each(readdirSync(join(golden, shape)))('%s', (name) => {
    const bytes = (which: string) => readFileSync(join(golden, shape, name, `${which}.txt`))
    const { place, write, read, names } = makeHome(where)
    write(bytes('before'))
    const wasThere = readEntry(place).state === 'entry'

    const added = planSet(place, value('new-token'))
    const { backup } = writeSettingsFile(added, { now })
    expect(read()).toBe(bytes('after').toString())
    expect(readEntry(place)).toEqual({ state: 'entry', value: value('new-token') })

    // With the record alone, the copy being lost.
    const record = recordAfterSet(undefined, added, backup)
    const removed = planRemove(place, { ...record, origin: undefined })
    const expected = existsSync(join(golden, shape, name, 'removed.txt')) ? bytes('removed') : bytes('before')
    expect(Buffer.from(removed.after ?? []).toString()).toBe(expected.toString())

    // With the copy, which then goes.
    if (wasThere) return
    const restored = planRemove(place, record)
    writeSettingsFile(restored, { now })
    expect(read()).toBe(bytes('before').toString())
    expect(names()).toHaveLength(1)
  })
})
