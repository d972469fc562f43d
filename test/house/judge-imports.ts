import { placesOfNodeModules, placesOfPackages, roomsEachRoomMayImport } from './import-rules.ts'
import type { Import } from './imports-in-source.ts'

/** What is wrong with an import by the table in import-rules.ts; undefined when nothing is. What the table does not name is wrong too. */
export function judgeImport(found: Import): string | undefined {
  const at = `src/${found.file}:${found.line}`
  if (found.kind !== 'file') {
    const places = (found.kind === 'node' ? placesOfNodeModules : placesOfPackages)[found.name]
    if (!places) return `${at} imports ${found.name}, which no row of import-rules.ts names`
    return places === 'everywhere' || places.some((place) => isIn(place, found.file))
      ? undefined
      : `${at} imports ${found.name}, which only ${places.join(', ')} may`
  }
  if (found.target.startsWith('../') || found.target === 'package.json') return undefined
  const [from, to] = [roomOf(found.file), roomOf(found.target)]
  const allowed = roomsEachRoomMayImport[from]
  if (!allowed) return `${at} is in a room that no row of import-rules.ts names: ${from}`
  return from === to || allowed.includes(to)
    ? undefined
    : `${at} imports src/${found.target}, but ${from} may import ${listed(allowed)} only`
}

/** The room of a file: the folder directly in `src/`, or the program on top of it. @param file its path relative to `src/` */
export function roomOf(file: string): string {
  return file.split('/', 1)[0] ?? file
}

function isIn(place: string, file: string): boolean {
  return file === place || file.startsWith(`${place}/`)
}

function listed(rooms: readonly string[]): string {
  return rooms.length === 0 ? 'nothing' : rooms.join(', ')
}
