import type { Contract, Events } from './contract.ts'

/** The IPC channel of each function of the contract: a missing or an extra one does not compile. */
export const channels = {
  status: 'tonearm:status',
  settings: 'tonearm:settings',
  changeSettings: 'tonearm:change-settings',
  signIn: 'tonearm:sign-in',
  cancelSignIn: 'tonearm:cancel-sign-in',
  signOut: 'tonearm:sign-out',
  forgetAccount: 'tonearm:forget-account',
  pauseAccess: 'tonearm:pause-access',
  resumeAccess: 'tonearm:resume-access',
  activity: 'tonearm:activity',
  eraseActivity: 'tonearm:erase-activity',
  answerQuestion: 'tonearm:answer-question',
  undoChange: 'tonearm:undo-change',
  restartEndpoint: 'tonearm:restart-endpoint',
  freePort: 'tonearm:free-port',
  rotateToken: 'tonearm:rotate-token',
  clients: 'tonearm:clients',
  previewClient: 'tonearm:preview-client',
  connectClient: 'tonearm:connect-client',
  disconnectClient: 'tonearm:disconnect-client',
  disconnectAllClients: 'tonearm:disconnect-all-clients',
  copyClientText: 'tonearm:copy-client-text',
  openClientFile: 'tonearm:open-client-file',
  blockClient: 'tonearm:block-client',
  copy: 'tonearm:copy',
  open: 'tonearm:open',
  history: 'tonearm:history',
  historyTop: 'tonearm:history-top',
  historyChart: 'tonearm:history-chart',
  historyYear: 'tonearm:history-year',
  importHistory: 'tonearm:import-history',
  cancelImport: 'tonearm:cancel-import',
  pauseHistory: 'tonearm:pause-history',
  eraseHistory: 'tonearm:erase-history',
  exportHistory: 'tonearm:export-history',
  updates: 'tonearm:updates',
  checkForUpdates: 'tonearm:check-for-updates',
  installUpdate: 'tonearm:install-update',
  reset: 'tonearm:reset',
  removal: 'tonearm:removal',
  removeTonearm: 'tonearm:remove-tonearm',
  findProblems: 'tonearm:find-problems',
  copyReport: 'tonearm:copy-report',
  quit: 'tonearm:quit',
} as const satisfies Record<keyof Contract, string>

type EventChannels = { [Name in keyof Events]: string }

/** The IPC channel of each event that main sends to the window. */
export const eventChannels: EventChannels = {
  statusChanged: 'tonearm:status-changed',
  settingsChanged: 'tonearm:settings-changed',
  pageChosen: 'tonearm:page-chosen',
}
