import { describe, expect, it } from 'vitest'
import { changeLines } from '../../../src/commands/terminal/client-lines.ts'
import type { ClientChange } from '../../../src/shared/clients.ts'

const change = (steps: ClientChange['steps'], afterwards = ''): ClientChange => {
  return { client: 'zed', action: 'connect', id: 'a', summary: 'Tonearm is added.', steps, afterwards, otherWays: [] }
}

describe('a change in the terminal', () => {
  it('shows every kind of step in full', () => {
    const steps: ClientChange['steps'] = [
      { kind: 'create-file', file: '/home/wanda/a.json', edits: [{ line: 1, removed: '', added: '{}\n' }] },
      {
        kind: 'edit-file',
        file: '/home/wanda/b.json',
        keepsCopy: true,
        edits: [{ line: 7, removed: '"old"', added: '"new",\r\n\t"more"' }],
      },
      { kind: 'remove-file', file: '/home/wanda/c.json' },
      { kind: 'run', command: 'claude mcp list' },
      { kind: 'open-link', link: 'zed://x' },
      { kind: 'open-file', file: '/opt/tonearm.mcpb' },
    ]
    expect(changeLines(change(steps, 'Start Zed again.'))).toBe(`Tonearm is added.
  creates /home/wanda/a.json
    line 1
    + {}
  changes /home/wanda/b.json, and keeps a copy beside it
    line 7
    - "old"
    + "new",
    + \t"more"
  removes /home/wanda/c.json
  runs claude mcp list
  opens zed://x
  opens /opt/tonearm.mcpb
Afterwards: Start Zed again.`)
  })

  it('cannot be made to look like another one by what stands in the file', () => {
    const removed = 'a\u001b[2K\u001b[1Ab\u202ec\u0007\u009b\rd'
    const edits = [{ line: 1, removed, added: '' }]
    expect(changeLines(change([{ kind: 'edit-file', file: 'f', keepsCopy: false, edits }]))).toMatch(/^ {4}- a\?\[2K\?\[1Ab\?c\?\?\?d$/m)
  })
})
