/** Texts of parts that several pages use. */
export const commonTexts = {
  copy: 'Copy',
  copied: 'Copied',
  copying: 'Copying …',
  copyThis: (what: string) => `Copy ${what}`,
  wasCopied: (what: string) => `Copied: ${what}.`,
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  saving: 'Saving …',
  saved: 'Saved.',
  opening: 'Opening …',
  error: 'Problem:',
  locked: 'This was set when Tonearm was started, so you cannot change it here.',
  lockedStartAtLogin: 'Only an installed Tonearm can do this. This one runs from its source files.',
}
