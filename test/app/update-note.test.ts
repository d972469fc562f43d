import { describe, expect, it } from 'vitest'
import { updateNote } from '../../src/app/update-note.ts'

describe('what a person hears of a new key', () => {
  it('is nothing when no client was concerned', () => {
    expect(updateNote({ updated: [], failed: [] }, 'key')).toBeUndefined()
  })

  it('names those that have it, what has to be restarted, each sentence once, and those that have it not', () => {
    const again = 'Start it again.'
    const updated = ['Cursor', 'Zed', 'Codex'].map((title) => ({ title, afterwards: title === 'Codex' ? '' : again }))
    const failed = [{ title: 'Goose', sentence: 'Its settings cannot be written.' }]
    expect(updateNote({ updated, failed }, 'key')).toBe(
      'Cursor, Zed and Codex have the new key already. Start it again. Goose could not be given the new key: Its settings cannot be written.',
    )
  })
})
