/** The texts of the page Help. */
export const aboutTexts = {
  title: 'Help',
  intro: 'F1 opens this page, too.',
  docs: {
    title: 'Documentation',
    text: 'What you can ask, how to connect each app, the listening history, and what to do when something does not work. It is on this computer.',
    button: 'Open the documentation',
  },
  problems: {
    title: 'Check for problems',
    text: 'Looks at keychain, login, ports, clock, Spotify and your apps, and says what to do. Nothing is changed.',
    button: 'Check for problems',
    again: 'Check again',
    looking: 'Checking …',
    copy: 'Copy for a bug report',
    state: { ok: 'Good', warning: 'Note', problem: 'Problem' },
  },
  about: {
    title: 'About Tonearm',
    version: 'Version',
    licence: 'Licence',
    mit: 'MIT: everyone may use, change and share Tonearm.',
    whatsNew: 'What’s new',
  },
  updates: {
    title: 'Updates',
    'by-hand': 'By hand: this Tonearm does not look for new versions. Install a new version over this one. Everything is kept.',
    page: 'See all versions',
    looked: (when: string) => `Tonearm is up to date. It looked ${when}.`,
    lookFailed: (when: string) => `Tonearm could not look for a new version (${when}).`,
    idle: 'Tonearm looks for a new version once a day. It never restarts by itself.',
    checking: 'Looking for updates …',
    ready: (version: string) => `Tonearm ${version} is ready. It is installed when you restart Tonearm here.`,
    check: 'Check for updates',
    install: 'Restart and update',
  },
  privacy: {
    title: 'Privacy',
    points: [
      'Tonearm sends your data to nobody but Spotify and the apps that you connect. It collects no statistics about you.',
      'An app gets what it asks Tonearm for, and may send it to its maker. The page Permissions says what it can ask for.',
      'Your login is in your system’s keychain. Your listening history and the data to undo changes are in the data folder, on this computer.',
    ],
  },
}
