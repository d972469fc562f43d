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
  startForApps: {
    title: 'Start Tonearm when an app asks for it',
    text: 'When you ask an app about your music and Tonearm is not running, Tonearm starts, unless you quit it yourself.',
  },
  locked: 'This was set when Tonearm was started, so you cannot change it here.',
  lockedStartAtLogin: 'Only an installed Tonearm can do this. This one runs from its source files.',
}
