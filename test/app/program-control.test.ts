import { describe, expect, it, vi } from 'vitest'
import { controlProgram, resultOf } from '../../src/app/program-control.ts'
import { isProblem, Problem } from '../../src/shared/problem.ts'

const changes = { changes: async () => [], undoChange: async () => [] }

describe('what the commands do in the Tonearm that runs', () => {
  it('open the window on the page that was asked for', async () => {
    const showWindow = vi.fn()
    const control = controlProgram({ quit: vi.fn(), showWindow }, changes)
    await control['open-window']({ action: 'open-window', page: 'permissions' })
    await control['open-window']({ action: 'open-window' })
    expect(showWindow.mock.calls).toEqual([['permissions'], [undefined]])
  })

  it('quit after the answer, so that the command gets it', async () => {
    const quit = vi.fn()
    await controlProgram({ quit }, changes).stop({})
    expect(quit).not.toHaveBeenCalled()
    await expect.poll(() => quit.mock.calls.length).toBe(1)
  })

  it('undo, and hand on the problem of an undo with its code', async () => {
    const undoChange = async (receipt: string, force: boolean) => {
      if (!force) throw new Problem('changed-since', 'Something was changed after it.', { changed: 'no' })
      return [`${receipt} is undone.`]
    }
    const undo = async (force: boolean) => {
      const answer = await controlProgram(undefined, { ...changes, undoChange })['undo-change']({ receipt: 'k7m2qp', force })
      return resultOf<string[]>(JSON.parse(JSON.stringify(answer)))
    }
    expect(await undo(true)).toEqual(['k7m2qp is undone.'])
    await expect(undo(false)).rejects.toSatisfy((error) => isProblem(error, 'changed-since') && error.message.startsWith('Something'))
  })
})
