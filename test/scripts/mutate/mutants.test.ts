import { describe, expect, it } from 'vitest'
import { findMutants } from '../../../scripts/mutate/mutants.ts'

const mutantsOf = (source: string) => findMutants('src/made-up.ts', source).map(({ line, after }) => `${line}: ${after}`)

describe('the mutants of a source', () => {
  it.each([
    ['if (late) stop(1000)', ['1: if (true) stop(1000)', '1: if (false) stop(1000)', '1: if (late) ;', '1: if (late) stop(2000)']],
    ['const open = !shut', ['1: const open = shut']],
    ['const few = count < limit', ['1: const few = count <= limit']],
    ['const same = one === other', ['1: const same = one !== other']],
    ['const sum = one + other', ['1: const sum = one - other']],
    ['const both = (one) && other', ['1: const both = ((one) || other)']],
    ['const name = given ?? usual', ['1: const name = (given)', '1: const name = (usual)']],
    ['const limit = 20', ['1: const limit = 21', '1: const limit = 19']],
    ['const none = 0', ['1: const none = 1', '1: const none = (-1)']],
    ['const open = true', ['1: const open = false']],
    ['await save(list)', ['1: ;']],
    ['const all = [first, ...rest]', ['1: const all = []', '1: const all = [first, ]']],
    ['const next = { ...before, name }', ['1: const next = {  name }']],
    ['const name = track?.artists?.[index]', ['1: const name = track?.artists[index]', '1: const name = track.artists?.[index]']],
    ['listener?.(track)', ['1: ;', '1: listener(track)']],
    ['while (waits) {}', ['1: while (false) {}']],
  ])('%s', (source, mutants) => {
    expect(mutantsOf(source).toSorted()).toEqual(mutants.toSorted())
  })

  it('return early from a function', () => {
    expect(mutantsOf('function both() {\n  let a = b\n  return a\n}')).toEqual(['1: function both() { return;'])
  })

  it.each([
    ['texts', "const sentence = 'Nothing plays.' + usual + `.`"],
    ['types', 'type Answer = { code: 200 | 404; open: true }; const list = value as [1, 2]'],
    ['imports', "import { one } from './one.ts'"],
    ['comments', '/** 1 + 1 < 3 && true */'],
    ['names of members', 'const named = { 1: one, 2: two }'],
    ['what goes to the log', 'log.warn(seconds + 1)'],
  ])('leave out %s', (_, source) => {
    expect(mutantsOf(source)).toEqual([])
  })
})
