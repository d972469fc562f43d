import { placesOfNodeModules, placesOfPackages, roomsEachRoomMayImport } from '../house/import-rules.ts'

type Rooms = typeof roomsEachRoomMayImport

/** What each room may import, as a table for people. */
export function roomTable(rooms: Rooms = roomsEachRoomMayImport): string {
  const rows = Object.entries(rooms).map(([room, others]) => [inCode(place(room)), others.map(inCode).join(', ') || 'nothing'])
  return table(['Room', 'May import, beside its own files'], rows)
}

/** Where each package is known, if it is not known everywhere. */
export function packageTable(): string {
  const rows = Object.entries({ ...placesOfPackages, ...placesOfNodeModules }).flatMap(([name, places]) =>
    places === 'everywhere' ? [] : [[inCode(name), places.map((where) => inCode(place(where))).join(', ')]],
  )
  return table(['Package or part of Node', 'May be imported in'], rows)
}

/**
 * The rooms as a Mermaid diagram. An arrow that a detour along other arrows makes needless is left out, or nobody could read it: with all of
 * them there are more than sixty.
 */
export function roomDiagram(rooms: Rooms = roomsEachRoomMayImport): string {
  const arrows = Object.keys(rooms).flatMap((room) => {
    const others = rooms[room] ?? []
    const needed = others.filter((to) => !others.some((between) => reachableFrom(between, rooms).has(to)))
    return needed.map((to) => `  ${nodeName(room)} --> ${nodeName(to)}`)
  })
  const boxes = Object.keys(rooms).map((room) => `  ${nodeName(room)}[${room}]`)
  return ['```mermaid', 'flowchart TD', ...boxes, ...arrows, '```'].join('\n')
}

/** The rooms that `room` may import, and those that these may import, and so on. */
function reachableFrom(room: string, rooms: Rooms): Set<string> {
  const found = new Set<string>()
  const visit = (from: string) => {
    for (const to of rooms[from] ?? []) if (!found.has(to)) visit(found.add(to) && to)
  }
  visit(room)
  return found
}

/** Mermaid's names have no dots, and `end` and the like are taken. */
function nodeName(room: string): string {
  return `room_${room.replace('.ts', '')}${room.endsWith('.ts') ? '_program' : ''}`
}

function place(where: string): string {
  return where.endsWith('.ts') ? `src/${where}` : `src/${where}/`
}

function inCode(text: string): string {
  return `\`${text}\``
}

/** A Markdown table with its columns aligned, as the formatter wants it. */
function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0), title.length))
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
