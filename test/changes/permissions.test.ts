import { describe, expect, it } from 'vitest'
import { requireEditable } from '../../src/changes/permissions.ts'
import { requireScopes } from '../../src/config/scopes.ts'

const wanda = { id: 'wanda', name: 'Wanda' }
const otto = { id: 'otto', name: 'Otto' }
const playlist = (more: object = {}) => ({
  type: 'playlist' as const,
  id: 'mix',
  name: 'Mix',
  owner: wanda,
  tracks: 1,
  snapshotId: '1',
  public: false,
  collaborative: false,
  readable: true,
  ...more,
})
const nothing = { rows: false, details: false, cover: false }
const all = ['playlist-modify-public', 'playlist-modify-private', 'ugc-image-upload']
const check =
  (list: object, wanted: object, permittedScopes = all) =>
  () =>
    requireEditable(playlist(list), { ...nothing, ...wanted }, { userId: 'wanda', permittedScopes, switchedOff: [] })

describe('whose playlist may be changed', () => {
  it.each([
    ['the own one, all of it', {}, { rows: true, details: true, cover: true }],
    ['the rows of a collaborative one', { owner: otto, collaborative: true }, { rows: true }],
    ['the own one that cannot be read', { readable: false }, { rows: true }],
  ])('%s', (_, list, wanted) => {
    expect(check(list, wanted)).not.toThrow()
  })

  it.each([
    ['the rows of somebody else', { owner: otto }, { rows: true }, 'Spotify lets only its owner'],
    ['the details of a collaborative one', { owner: otto, collaborative: true }, { rows: true, details: true }, 'Only the owner'],
    ['the cover of a collaborative one', { owner: otto, collaborative: true }, { cover: true }, 'Only the owner'],
    ['a collaborative one that cannot be read', { owner: otto, collaborative: true, readable: false }, { rows: true }, 'Only the owner'],
  ])('but not %s', (_, list, wanted, words) => {
    expect(check(list, wanted)).toThrow(words)
  })
})

describe('the permission that an edit needs', () => {
  it.each([
    [{ public: false }, { rows: true }, ['playlist-modify-private']],
    [{ public: true }, { rows: true }, ['playlist-modify-public']],
    [{ public: undefined }, { rows: true }, ['playlist-modify-private']],
    [{ public: false }, { details: true, public: true }, ['playlist-modify-private', 'playlist-modify-public']],
    [{ public: true }, { details: true, public: false }, ['playlist-modify-private', 'playlist-modify-public']],
    [{ public: true }, { details: true, public: true }, ['playlist-modify-public']],
    [{ public: false }, { cover: true }, all],
  ])('%j, %j: %j', (list, wanted, needed) => {
    expect(check(list, wanted, needed)).not.toThrow()
    for (const scope of needed) {
      const others = all.filter((one) => one !== scope)
      expect(check(list, wanted, others)).toThrow(`not granted: ${scope}.`)
    }
  })

  it('is named once, with all others that are missing', () => {
    expect(() =>
      requireScopes(['ugc-image-upload', 'user-top-read', 'ugc-image-upload'], { permittedScopes: [], switchedOff: [] }),
    ).toThrow('not granted: ugc-image-upload, user-top-read.')
    expect(() => requireScopes([], { permittedScopes: [], switchedOff: [] })).not.toThrow()
  })
})
