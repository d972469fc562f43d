import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { logLevels } from '../../config/logging.ts'
import { allScopes } from '../../config/scopes.ts'
import { maximumAllowedHosts } from '../../config/settings.ts'
import { clientActions, clientNames, connectionWays } from '../../shared/clients.ts'
import { type Contract, copyableTexts, openablePlaces, signInWays } from '../../shared/contract.ts'
import { chartKinds, topKinds, topOrders } from '../../shared/history-view.ts'
import { pauseLengths } from '../../shared/pause-length.ts'
import { removalParts } from '../../shared/removal.ts'

const port = z.int('The port must be a number.').min(1024, 'Choose a port from 1024 on.').max(65_535, 'The highest port is 65535.')

const settings = z
  .strictObject({
    // Checked in detail where it is stored.
    clientId: z.string().max(200),
    port,
    callbackPort: port,
    scopes: z.array(z.enum(allScopes)).max(allScopes.length),
    readOnly: z.boolean(),
    pauseWhileLocked: z.boolean(),
    askBeforeEdits: z.boolean(),
    structuredResults: z.boolean(),
    // Checked in detail where they are stored.
    allowedHosts: z.array(z.string().max(300)).max(maximumAllowedHosts),
    logLevel: z.enum(logLevels),
    startAtLogin: z.boolean(),
    keepHistory: z.boolean(),
    historyNoticeSeen: z.boolean(),
    privateSessionsForApps: z.boolean(),
    startForApps: z.boolean(),
  })
  .partial()

const nothing = z.tuple([])

const client = z.enum(clientNames)

/** The id of a change; its form is known only to the code that makes it. */
const change = z.string().regex(/^[\w-]{1,100}$/)

const way = z.enum(connectionWays).optional()

const words = z.string().max(200, 'This is too long.')

const year = z.int().min(2000).max(2100)

const calendarDay = z.iso.date('Choose a day.')

const erase = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('all') }),
  z.strictObject({ what: z.literal('private') }),
  z.strictObject({ what: z.literal('artist'), name: words.trim().min(1, 'Enter the name of an artist.') }),
  z.strictObject({ what: z.literal('days'), first: calendarDay, last: calendarDay }),
])

/** The arguments that each function of the contract accepts, exactly. */
export const contractArguments = {
  status: nothing,
  settings: nothing,
  changeSettings: z.tuple([settings]),
  signIn: z.tuple([z.enum(signInWays), z.boolean().optional()]),
  cancelSignIn: nothing,
  signOut: nothing,
  forgetAccount: nothing,
  pauseAccess: z.tuple([z.enum(pauseLengths)]),
  resumeAccess: nothing,
  activity: nothing,
  eraseActivity: nothing,
  answerQuestion: z.tuple([z.string().regex(/^[0-9a-f]{12}$/), z.boolean()]),
  undoChange: z.tuple([z.string().regex(/^[0-9a-z]{1,20}$/i), z.boolean()]),
  restartEndpoint: nothing,
  freePort: nothing,
  rotateToken: nothing,
  clients: nothing,
  previewClient: z.tuple([client, z.enum(clientActions), way]),
  connectClient: z.tuple([client, change, way]),
  disconnectClient: z.tuple([client, change]),
  disconnectAllClients: nothing,
  copyClientText: z.tuple([client]),
  openClientFile: z.tuple([client]),
  // The name that the client gave itself, which can be anything.
  blockClient: z.tuple([z.string().min(1).max(1_000), z.boolean()]),
  copy: z.tuple([z.enum(copyableTexts)]),
  open: z.tuple([z.enum(openablePlaces)]),
  history: nothing,
  historyTop: z.tuple([z.strictObject({ what: z.enum(topKinds), order: z.enum(topOrders), period: words, search: words })]),
  historyChart: z.tuple([z.strictObject({ kind: z.enum(chartKinds), theme: z.enum(['light', 'dark']), year: year.optional() })]),
  historyYear: z.tuple([year]),
  importHistory: z.tuple([
    z.strictObject({
      files: z.array(z.string().max(4_096).refine(isAbsolute, 'Only files of this computer can be imported.')).min(1).max(1_000).optional(),
      bringBackErased: z.boolean().optional(),
    }),
  ]),
  cancelImport: nothing,
  pauseHistory: z.tuple([z.boolean()]),
  eraseHistory: z.tuple([erase]),
  exportHistory: z.tuple([z.enum(['csv', 'json'])]),
  updates: nothing,
  checkForUpdates: nothing,
  installUpdate: nothing,
  reset: nothing,
  removal: nothing,
  removeTonearm: z.tuple([z.array(z.enum(removalParts)).min(1, 'Choose what to remove.').max(removalParts.length)]),
  findProblems: nothing,
  copyReport: nothing,
  quit: nothing,
} satisfies { [Name in keyof Contract]: z.ZodType<Parameters<Contract[Name]>> }
