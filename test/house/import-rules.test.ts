import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { placesOfNodeModules, placesOfPackages, roomsEachRoomMayImport } from './import-rules.ts'
import { importsBelow, importsIn, sourceFolder } from './imports-in-source.ts'
import { judgeImport, roomOf } from './judge-imports.ts'

const imports = importsBelow(sourceFolder)

describe('the import rules', () => {
  it('hold for every import in src/', () => {
    expect(imports.length).toBeGreaterThan(1_000)
    expect(imports.flatMap((found) => judgeImport(found) ?? [])).toEqual([])
  })

  it('have one row for each room, and none for a room that is not there', () => {
    expect(Object.keys(roomsEachRoomMayImport).toSorted()).toEqual(readdirSync(sourceFolder).toSorted())
  })

  it('have no row for a package or a part of Node that nothing imports', () => {
    const names = new Set(imports.flatMap((found) => (found.kind === 'file' ? [] : [found.name])))
    expect([...Object.keys(placesOfPackages), ...Object.keys(placesOfNodeModules)].filter((name) => !names.has(name))).toEqual([])
  })

  it('allow no room an import that none of its files has', () => {
    const used = new Set(imports.flatMap((found) => (found.kind === 'file' ? [`${roomOf(found.file)} to ${roomOf(found.target)}`] : [])))
    const allowed = Object.entries(roomsEachRoomMayImport).flatMap(([room, others]) => others.map((other) => `${room} to ${other}`))
    expect(allowed.filter((pair) => !used.has(pair))).toEqual([])
  })

  it('allow no package in a place that does not import it', () => {
    const places = Object.entries({ ...placesOfPackages, ...placesOfNodeModules }).flatMap(([name, where]) =>
      where === 'everywhere' ? [] : where.map((place) => ({ name, place })),
    )
    const isUsed = ({ name, place }: (typeof places)[number]) =>
      imports.some((found) => found.kind !== 'file' && found.name === name && `${found.file}/`.startsWith(`${place}/`))
    expect(places.filter((one) => !isUsed(one))).toEqual([])
  })

  it('point one way: no room imports, directly or through others, a room that imports it', () => {
    const reach = (room: string, seen = new Set<string>()): Set<string> => {
      for (const next of roomsEachRoomMayImport[room] ?? []) if (!seen.has(next)) reach(next, seen.add(next))
      return seen
    }
    expect(Object.keys(roomsEachRoomMayImport).filter((room) => reach(room).has(room))).toEqual([])
  })
})

describe('an import that breaks a rule is found', () => {
  it.each([
    ['changes/plan/sort.ts', "import { tools } from '../../tools/runtime/registry.ts'"],
    ['shared/words.ts', "import { paths } from '../config/paths.ts'"],
    ['bridge/relay.ts', "import type { Client } from '../clients/client.ts'"],
    ['clients/files/splices.ts', "import { openStore } from '../../store/database.ts'"],
    ['tools/play.ts', "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'"],
    ['tools/play.ts', "const { app } = await import('electron')"],
    ['app/tonearm.ts', "import { DatabaseSync } from 'node:sqlite'"],
    ['auth/session.ts', "import keytar from 'keytar'"],
    ['mcp/answers.ts', "import { SpotifyApi } from '@spotify/web-api-ts-sdk'"],
    ['config/paths.ts', "import something from 'a-package-that-no-row-names'"],
    ['a-new-room/file.ts', "import { Problem } from '../shared/problem.ts'"],
  ])('%s: %s', (file, line) => {
    expect(importsIn(file, line).map(judgeImport)).toEqual([expect.stringContaining(`src/${file}:1`)])
  })

  it.each([
    ['changes/plan/sort.ts', "import { Problem } from '../../shared/problem.ts'"],
    ['desktop/tray/tray.ts', "import { Tray } from 'electron'"],
    ['tools/play.ts', "import { z } from 'zod'"],
    ['auth/vault.ts', "const keytar = await import('keytar')"],
    ['config/version.ts', "import packageJson from '../../package.json' with { type: 'json' }"],
  ])('and one that keeps them is not: %s: %s', (file, line) => {
    expect(importsIn(file, line).map(judgeImport)).toEqual([undefined])
  })
})
