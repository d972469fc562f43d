import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { EntryPlace } from '../../../src/clients/files/entry-place.ts'

/** A home folder of its own for one test, with a settings file of a client in it. */
export type Home = {
  home: string
  place: EntryPlace
  /** Puts the settings file there, and the folders that lead to it. */
  write(content: string | Uint8Array): void
  read(): string
  /** The names of what is in the folder of the settings file. */
  names(): string[]
}

export function makeHome(options: Partial<Pick<EntryPlace, 'format' | 'path' | 'key'>> & { file?: string } = {}): Home {
  const { file = '.cursor/mcp.json', format = 'json', path = ['mcpServers'], key = 'tonearm' } = options
  // The system's folder for temporary files may be reached through a link itself.
  const home = mkdtempSync(join(realpathSync(tmpdir()), 'tonearm-home-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const place = { file: join(home, file), format, path, key, home }
  return {
    home,
    place,
    write(content) {
      mkdirSync(dirname(place.file), { recursive: true })
      writeFileSync(place.file, content)
    },
    read: () => readFileSync(place.file, 'utf8'),
    names: () => readdirSync(dirname(place.file)).toSorted(),
  }
}

/** Our entry with the given token. */
export function entryWith(token: string): Record<string, unknown> {
  return { url: 'http://127.0.0.1:3345/mcp', headers: { Authorization: `Bearer ${token}` } }
}

/** The moment at which the tests change files: 2026-11-23, ten past three in the night, UTC. */
export const now = () => Date.UTC(2026, 10, 23, 3, 10, 0)

/** The permission bits of a mode, as people write them. */
export function permissions(mode: number): string {
  return (mode & 0o777).toString(8)
}
