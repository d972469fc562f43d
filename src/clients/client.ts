import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import type { ClientName, ClientView, ConnectionWay } from '../shared/clients.ts'
import type { EntryPlace } from './files/entry-place.ts'

/** Our own files that clients are connected with. Each is missing where it was not built. */
export type OwnFiles = {
  /** Absolute path of bridge.js. */
  bridge?: string
  /** Absolute path of tonearm.mcpb. */
  bundle?: string
  /** The data directory, where it is not the default one: a bridge that a client starts must be told. */
  directory?: string
}

/** The computer on which clients are found and changed. Everything that has an effect, or differs between computers, is here. */
export type Computer = {
  platform: NodeJS.Platform
  /** The person's home folder. */
  home: string
  environment: NodeJS.ProcessEnv
  /** The folder that contains `/Applications`, `/usr/local/bin` and the like: `/`, except in tests. */
  root?: string
  /** The absolute path of a program: on the PATH, or where installers put it, since a desktop app has a shorter PATH than a terminal. */
  findProgram(name: string): string | undefined
  /**
   * Runs a program to its end, without a shell. `words` are never logged.
   *
   * @returns `output`: what it wrote; when it failed, standard error comes first
   * @throws Problem `client-settings` when it cannot be started or does not end in time
   */
  run(program: string, words: string[]): Promise<{ exitCode: number; output: string }>
  /** Opens a link with the system's program for it. Missing where there is no desktop. */
  openLink?(link: string): Promise<void>
  /** Opens a file with the system's program for it. Missing where there is no desktop. */
  openFile?(file: string): Promise<void>
}

/** What a client's plans depend on. */
export type ClientContext = { computer: Computer; connection: EndpointAddress; own: OwnFiles }

/** One step to connect or disconnect a client. */
export type ClientStep =
  /** `replaces`: the entry that is there is not ours, so the copy of the file keeps all of it. */
  | { kind: 'set-entry'; place: EntryPlace; value: Record<string, unknown>; replaces?: true }
  | { kind: 'remove-entry'; place: EntryPlace }
  | { kind: 'run'; program: string; words: string[] }
  /** `readable` is the link, decoded. It contains the token, as the link does. */
  | { kind: 'open-link'; link: string; readable: string }
  | { kind: 'open-file'; file: string }

/** How to connect or disconnect, what the person must know, and the other ways to connect. Without steps there is nothing to do, and `summary` says why. */
export type ClientPlan = { steps: ClientStep[]; summary: string; afterwards: string; otherWays?: ConnectionWay[] }

/** One MCP client. Each file in supported/ exports one. */
export type Client = {
  name: ClientName
  title: string
  /** Whether it is installed on this computer. */
  detect(computer: Computer): boolean
  /** Every place where our entry may be; a new entry goes to the first one. @throws Problem `client-settings` when the place is not clear */
  places(computer: Computer): EntryPlace[]
  /** Whether it is connected, according to its own settings. @throws Problem `client-settings` when they cannot be read */
  status(context: ClientContext): Pick<ClientView, 'state' | 'note' | 'file'>
  /** @param how a way other than the best one @throws Problem `client-not-found`, `client-settings`, `not-available` */
  add(context: ClientContext, how?: ConnectionWay): ClientPlan | Promise<ClientPlan>
  /** @throws Problem `client-settings`, `not-available` */
  remove(context: ClientContext, how?: ConnectionWay): ClientPlan
  /** What the person has to do before a change of the settings takes effect, as a sentence. */
  afterwards: string
  /** The text that a person pastes into the client's settings, or into a terminal. It contains the token. */
  snippet(context: ClientContext, how?: ConnectionWay): string
}
