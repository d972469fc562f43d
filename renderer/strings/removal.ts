/** The texts about disconnecting all apps, and removing Tonearm. */
export const removalTexts = {
  title: 'Remove Tonearm',
  text: 'Removes what Tonearm leaves on this computer. You choose what goes, or only disconnect your apps. Your music at Spotify does not change.',
  disconnect: {
    button: 'Disconnect all apps …',
    question: 'Disconnect all apps?',
    consequence: 'Tonearm removes its entry from every app that it connected. You can connect them again on the page Apps.',
    confirm: 'Disconnect all',
    running: 'Disconnecting …',
  },
  remove: {
    button: 'Remove Tonearm …',
    question: 'Remove Tonearm?',
    consequence: 'Tonearm removes what you tick, and quits. Then delete the program itself, as you installed it.',
    confirm: 'Remove and quit',
    running: 'Removing …',
    done: 'Removed. Tonearm quits now.',
  },
}
