import { describe, expect, it } from 'vitest'
import { clientNames } from '../../src/shared/clients.ts'
import { roomsEachRoomMayImport } from '../house/import-rules.ts'
import { generatedPages, readPage } from './generated-pages.ts'
import { roomDiagram } from './import-rule-docs.ts'
import { fillPart } from './marked-part.ts'
import { regenerate } from './tool-docs.ts'

it.each(generatedPages)(
  '$path says what the program says',
  async ({ path, text }) => {
    expect(readPage(path), `${path} is out of date: run "${regenerate}"`).toBe(await text())
  },
  120_000,
)

it.each(Object.keys(roomsEachRoomMayImport))('CONTRIBUTING.md says what src/%s is for', (room) => {
  const [, list] = readPage('CONTRIBUTING.md').split('## Where things are')
  expect(list?.split('\n## ')[0]).toContain(`\`src/${room}${room.endsWith('.ts') ? '' : '/'}\``)
})

it.each(clientNames)('docs/connect.md says how %s is connected', (name) => {
  expect(readPage('docs/connect.md').includes(`\`${name}\``), `docs/connect.md does not name \`${name}\``).toBe(true)
})

describe('the diagram of the rooms', () => {
  it('has a box for each room and leaves out the arrows that a detour makes needless', () => {
    const diagram = roomDiagram({ 'cli.ts': ['top', 'bottom'], top: ['middle', 'bottom'], middle: ['bottom'], bottom: [] })
    expect(diagram.split('\n').slice(2, -1)).toEqual([
      '  room_cli_program[cli.ts]',
      '  room_top[top]',
      '  room_middle[middle]',
      '  room_bottom[bottom]',
      '  room_cli_program --> room_top',
      '  room_top --> room_middle',
      '  room_middle --> room_bottom',
    ])
  })
})

describe('a generated part of a page', () => {
  const page = `Before\n\n<!-- part: written by \`${regenerate}\`; do not edit -->\n\nold\n\n<!-- end of part -->\n\nAfter\n`

  it('is replaced, and nothing around it', () => {
    expect(fillPart(page, 'part', 'new')).toBe(page.replace('old', 'new'))
  })

  it('must have its place on the page', () => {
    expect(() => fillPart('A page without it', 'part', 'new')).toThrow('end of part')
  })
})
