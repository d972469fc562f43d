import { describe, expect, it } from 'vitest'
import { problemForTerminal } from '../../../src/commands/terminal/problem-text.ts'
import { problemForWindow, statusForWindow } from '../../../src/desktop/window/problem-text.ts'
import { Problem, type ProblemCode } from '../../../src/shared/problem.ts'
import { status } from '../../renderer/samples.ts'

const codes: ProblemCode[] = [
  'port-taken',
  'callback-port-taken',
  'address-unavailable',
  'data-directory-unusable',
  'vault-unavailable',
  'signed-out',
  'client-id-missing',
]

describe('the same problem', () => {
  it.each(codes)('%s is advised on by flags at a terminal, and never in the window', (code) => {
    const problem = new Problem(code, 'It did not work.')
    expect(problemForTerminal(problem, (command) => `tonearm ${command}`)).toMatch(/^It did not work\. .*(--[a-z]|TONEARM_|tonearm login)/)
    expect(problemForWindow(problem)).toMatch(/^It did not work\.( |$)/)
    expect(problemForWindow(problem)).not.toMatch(/--[a-z]|`/)
  })

  it('says in the window when nobody knows what was changed', () => {
    expect(problemForWindow(new Problem('spotify-failed', 'Spotify is away.', { changed: 'unknown' }))).toBe(
      'Spotify is away. It is not known whether anything was changed. Check the result before retrying.',
    )
  })

  it('tells in the status of the window where another port is chosen', () => {
    const failed = status({ endpoint: { state: 'failed', reason: 'Port 3345 is taken by another program.', problem: 'port-taken' } })
    expect(statusForWindow(failed).endpoint).toMatchObject({
      reason: 'Port 3345 is taken by another program. Choose another port on the page Advanced.',
    })
  })
})
