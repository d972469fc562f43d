import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { clientIdIn } from '../shared/client-id.ts'
import { signInWays } from '../shared/contract.ts'
import { Problem } from '../shared/problem.ts'
import { parseHostName } from './host-names.ts'
import { logLevels } from './logging.ts'
import { replaceFile } from './replace-file.ts'
import { allScopes } from './scopes.ts'
import { putSettingsAside, readSettingsFile } from './settings-file.ts'
import { lastingVaultKinds } from './vault-kind.ts'

/** Spotify's client ids: 32 hexadecimal digits. */
const clientIdMistake =
  'is not a Spotify client ID: it has 32 digits and letters from a to f; copy it from your app on developer.spotify.com/dashboard'

const clientId = z
  .string(clientIdMistake)
  .trim()
  .regex(/^[0-9a-f]{32}$/i, clientIdMistake)

/** A number, or its digits as they stand in an environment variable. */
const port = z.preprocess(
  (value) => (typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value),
  z.int('is not a port number').min(0, 'is not a port number').max(65_535, 'is above 65535, the highest port'),
)

/** Clients choose their own names, so one could fill the list; no user has this many clients. */
export const maximumBlockedClients = 100

/** No computer has this many names for itself. */
export const maximumAllowedHosts = 20

const hostName = z.string('has an entry that is not a name').transform((text, context) => {
  const name = parseHostName(text)
  if (name !== undefined) return name
  const message = `takes only names or addresses without a port, such as host.docker.internal, and not "${text.slice(0, 100)}"`
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

const clientNameMistake = 'has an entry that is not a name of 1 to 100 characters'

const accessPauseMistake = 'is not like {"until": "2026-03-29T12:00:00Z"}'

const pauseMistake = 'has an entry that is not a time such as 2026-03-29T12:00:00Z'

/** What the environment and the command line may set, for one run: so nothing has a default. */
const overridesSchema = z.object({ clientId, port, callbackPort: port, structuredResults: z.boolean() }).partial()

const settingsSchema = z.object({
  /** The user's own Spotify app: everyone needs one, since a development-mode app may have five users only. */
  clientId: clientId.optional(),
  /** Of the MCP endpoint. 0 takes any free one. */
  port: port.default(3345),
  /** Of the sign-in's loopback listener; the redirect URI in the Spotify dashboard must name the same. */
  callbackPort: port.default(8888),
  /** The permissions that the user chose. Left out: those that some tool uses. Asked for at the next sign-in; no other is used, from now on. */
  scopes: z
    .array(
      z.enum(allScopes, { error: ({ input }) => `has a permission that Tonearm does not know: "${input}"` }),
      'is not a list of permissions',
    )
    .optional(),
  /** Adds output schemas and structured content to the tools; costs tokens, so off. */
  structuredResults: z.boolean('is neither true nor false').default(false),
  /** Hides every tool that changes something, also those that only change what is playing. */
  readOnly: z.boolean('is neither true nor false').default(false),
  /** Keeps apps from the music until then, or until the user resumes. Past times mean nothing. */
  accessPause: z.object({ until: z.iso.datetime(accessPauseMistake).optional() }, accessPauseMistake).optional(),
  /** The same while the screen is locked, where the system tells that (macOS and Windows). */
  pauseWhileLocked: z.boolean('is neither true nor false').default(false),
  /** Asks the user before an edit that removes a lot; where the client cannot ask, such an edit has to be previewed first. */
  askBeforeEdits: z.boolean('is neither true nor false').default(true),
  /** Keeps what is played, in the listening history. Nothing is kept before the person has seen that sentence. */
  keepHistory: z.boolean('is neither true nor false').default(true),
  historyNoticeSeen: z.boolean('is neither true nor false').default(false),
  /** When the person paused the history, as times in UTC; the last one has no end while it lasts. Nothing of these times is kept, by imports either. */
  historyPauses: z
    .array(z.object({ from: z.iso.datetime(pauseMistake), to: z.iso.datetime(pauseMistake).optional() }, pauseMistake), pauseMistake)
    .max(1_000, 'has more than 1000 entries')
    .default([]),
  /** Lets apps see what was heard in private sessions. The window always shows it. */
  privateSessionsForApps: z.boolean('is neither true nor false').default(false),
  /** Lets bridge.js start the app when a client needs it. The bridge reads it from the file, also while no Tonearm runs. */
  startForApps: z.boolean('is neither true nor false').default(false),
  /** Where login and access key are kept, as --vault said it last. */
  vault: z.enum(lastingVaultKinds, `is none of ${lastingVaultKinds.join(', ')}`).default('keychain'),
  /** Where Spotify's sign-in page is shown: in Tonearm's login window, or in the user's browser. What the user chose last. */
  signInWay: z.enum(signInWays, `is none of ${signInWays.join(', ')}`).default('window'),
  logLevel: z.enum(logLevels, `is none of ${logLevels.join(', ')}`).default('info'),
  /** MCP clients that are refused, by the names they give themselves. */
  blockedClients: z
    .array(z.string(clientNameMistake).min(1, clientNameMistake).max(100, clientNameMistake), 'is not a list of names')
    .max(maximumBlockedClients, `has more than ${maximumBlockedClients} names`)
    .default([]),
  /** Names besides this computer's own under which the endpoint answers, such as host.docker.internal. */
  allowedHosts: z
    .array(hostName, 'is not a list of names')
    .max(maximumAllowedHosts, `has more than ${maximumAllowedHosts} names`)
    .default([]),
})

/** What a user can set. Kept in settings.json; holds no secret. */
export type Settings = z.output<typeof settingsSchema>

export type Overrides = z.input<typeof overridesSchema>

/** The settings in force and the way to change them. */
export type SettingsStore = {
  /** File, then environment, then command line: the later wins. */
  current(): Settings
  /** The settings that environment and command line decide: changing them has no effect in this run. */
  overridden(): (keyof Overrides)[]
  /** Changes some of them for good. Other fields of the file stay, also those of a newer version. @throws Problem `invalid-setting` */
  change(changes: Partial<Settings>): void
  /** Reads the file again, for changes by another process. @throws Problem `invalid-setting` */
  reload(): void
  /** Called after `change`, and after a `reload` that found something new. Returns the way to stop listening. */
  onChange(listener: () => void): () => void
}

/**
 * Opens the settings: the file, overridden by the environment (`SPOTIFY_CLIENT_ID`, `TONEARM_PORT`, `TONEARM_CALLBACK_PORT`), overridden by `flags`.
 *
 * @param options.onDamaged gets a sentence for the person when an empty file was put aside
 * @throws Problem `invalid-setting` that names the place and what is wrong with it; the file stays as it is
 */
export function openSettings(options: {
  file: string
  environment?: NodeJS.ProcessEnv
  flags?: Overrides
  onDamaged?: (sentence: string) => void
}): SettingsStore {
  const { file, environment = {}, flags = {}, onDamaged = () => {} } = options
  const overrides = {
    ...parse(overridesSchema, fromEnvironment(environment), 'The environment', environmentNames),
    ...parse(overridesSchema, defined(flags), 'The command line'),
  }
  const found = readSettingsFile(file)
  if (found === 'empty') onDamaged(putSettingsAside(file, Date.now()))
  let stored = found === 'empty' ? {} : found
  let inForce = withOverrides(parse(settingsSchema, stored, file))
  const listeners = new Set<() => void>()

  function withOverrides(settings: Settings): Settings {
    return { ...settings, ...overrides }
  }

  /** An empty file is being written by somebody, or was damaged: what was read before holds. */
  function readAgain(): Record<string, unknown> {
    const found = readSettingsFile(file)
    return found === 'empty' ? stored : found
  }

  return {
    current: () => inForce,
    overridden: () => Object.keys(overrides) as (keyof Overrides)[],
    change(changes) {
      const next = { ...readAgain(), ...changes }
      const settings = parse(settingsSchema, next, 'The new setting')
      replaceFile(file, `${JSON.stringify(next, undefined, 2)}\n`)
      stored = next
      inForce = withOverrides(settings)
      for (const listener of listeners) listener()
    },
    reload() {
      const next = readAgain()
      if (isDeepStrictEqual(next, stored)) return
      inForce = withOverrides(parse(settingsSchema, next, file))
      stored = next
      for (const listener of listeners) listener()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The client id in what a user pasted, in lower case. @throws Problem `invalid-setting` when there is none */
export function parseClientId(text: string): string {
  const found = clientIdIn(text)
  if (found === 'several')
    throw new Problem('invalid-setting', 'What you entered has two different IDs. Enter only the client ID, not the secret.')
  if (!found) throw new Problem('invalid-setting', `What you entered ${clientIdMistake}.`)
  return found.clientId
}

/** A name for this computer as a user entered it, in lower case and without brackets. @throws Problem `invalid-setting` when it is not one */
export function enteredHostName(text: string): string {
  const name = parseHostName(text)
  if (name !== undefined) return name
  const advice = 'Enter names or addresses without a port, such as host.docker.internal.'
  throw new Problem('invalid-setting', `"${text}" cannot be the name of a computer. ${advice}`)
}

const environmentNames = { clientId: 'SPOTIFY_CLIENT_ID', port: 'TONEARM_PORT', callbackPort: 'TONEARM_CALLBACK_PORT' } as const

function fromEnvironment(environment: NodeJS.ProcessEnv): Record<string, unknown> {
  return defined(Object.fromEntries(Object.entries(environmentNames).map(([field, name]) => [field, environment[name] || undefined])))
}

function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
}

function parse<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
  place: string,
  names: Record<string, string> = {},
): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = String(issue?.path[0] ?? '')
  throw new Problem('invalid-setting', `${place}: ${names[field] ?? field} ${issue?.message ?? 'is not valid'}.`)
}
