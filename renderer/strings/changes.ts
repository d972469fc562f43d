import type { ChangeView } from '../../src/shared/contract.ts'

/** The texts of the page Changes. */
export const changesTexts = {
  title: 'Changes',
  intro:
    'What apps changed in your playlists and your library, newest first. You can undo a change here. An old cover picture cannot be restored.',
  loading: 'Loading the changes …',
  failed: 'Tonearm could not read the changes. Try again.',
  retry: 'Try again',
  empty: 'No changes yet',
  emptyHint: 'When an app edits a playlist or your library, you can undo it here.',
  signedOut: 'Sign in to see and undo changes.',
  by: 'by',
  state: { begun: 'Interrupted', done: '', 'partly done': 'Partly done', undone: 'Undone' } satisfies Record<ChangeView['state'], string>,
  stateHint: {
    begun: 'Tonearm was interrupted during this change. Undo it to go back to the state before.',
    done: '',
    'partly done': 'Only a part of this change was made. Undo takes that part back.',
    undone: '',
  } satisfies Record<ChangeView['state'], string>,
  undo: 'Undo',
  undoThis: (summary: string) => `Undo: ${summary}`,
  undoing: 'Undoing …',
  undone: 'Undone.',
  force: 'Undo anyway',
  forceThis: (summary: string) => `Undo anyway: ${summary}`,
  keep: 'Leave it',
  keepThis: (summary: string) => `Leave it: ${summary}`,
}
