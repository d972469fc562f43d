import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import type { ClientName, ClientState, ConnectionWay } from '../shared/clients.ts'
import type { EntryPlace } from './files/entry-place.ts'

/** Our own files that clients are connected with; each is missing where it was not built. */
export type OwnFiles = {
  /** Absolute path of bridge.js. */
  bridge?: string
  /** Absolute path of tonearm.mcpb. */
  bundle?: string
  /** The data directory, where it is not the usual one: a bridge that a client starts has to be told. */
  directory?: string
}

/** The computer as the clients are found and changed on it. Everything that has an effect, or differs between computers, is here. */
export type Computer = {
  platform: NodeJS.Platform
  /** The person's home folder. */
  home: string
  environment: NodeJS.ProcessEnv
  /** The folder that `/Applications`, `/usr/local/bin` and the like are in: `/`, but in tests. */
  root?: string
  /** The absolute path of a program: on the PATH, or where installers put it, since a desktop app has a shorter PATH than a terminal. */
  findProgram(name: string): string | undefined
  /**
   * Runs a program to its end, without a shell. Nothing of `words` is ever logged.
   *
   * @returns `output`: what it wrote; of a failure, what it wrote to standard error comes first
   * @throws Problem `client-settings` when it cannot be started or does not end in time
   */
  run(program: string, words: string[]): Promise<{ exitCode: number; output: string }>
  /** Hands a link to the system. Missing where there is no desktop. */
  openLink?(link: string): Promise<void>
  /** Opens a file with the system's program for it. Missing where there is no desktop. */
  openFile?(file: string): Promise<void>
}

/** What a client definition decides with. */
export type Surroundings = { computer: Computer; connection: EndpointAddress; own: OwnFiles }

/** One thing to do, so that a client is connected or disconnected. */
export type ClientStep =
  | { kind: 'set-entry'; place: EntryPlace; value: Record<string, unknown> }
  | { kind: 'remove-entry'; place: EntryPlace }
  | { kind: 'run'; program: string; words: string[] }
  /** `readable` is the link with what is encoded in it decoded. It holds the token as the link does. */
  | { kind: 'open-link'; link: string; readable: string }
  | { kind: 'open-file'; file: string }

/** A way to connect or disconnect, with what the person has to know. Without steps there is nothing to do, and `summary` says why. */
export type ClientPlan = { steps: ClientStep[]; summary: string; afterwards: string }

/** One MCP client: each has a file of its own that exports one of these. */
export type Client = {
  name: ClientName
  title: string
  /** The name by which it introduces itself to an MCP server (`clientInfo.name`), lower case, if it is known. */
  introducesItselfAs?: string[]
  /** Whether it is installed on this computer. */
  detect(computer: Computer): boolean
  /** Every place in which our entry may stand, the one for a new one first. @throws Problem `client-settings` when it cannot be told which it is */
  places(computer: Computer): EntryPlace[]
  /** Whether it is connected, from its own settings. @throws Problem `client-settings` when they cannot be understood */
  status(surroundings: Surroundings): { state: ClientState; note?: string }
  /** @param how other than by the best way @throws Problem `client-not-found`, `client-settings`, `not-available` */
  add(surroundings: Surroundings, how?: ConnectionWay): ClientPlan | Promise<ClientPlan>
  /** @throws Problem `client-settings`, `not-available` */
  remove(surroundings: Surroundings, how?: ConnectionWay): ClientPlan
  /** What the person has to do so that a change of its settings counts, as a sentence. */
  afterwards: string
  /** The text that a person pastes into the client's settings, or into a terminal. Holds the token. */
  snippet(surroundings: Surroundings): string
}
