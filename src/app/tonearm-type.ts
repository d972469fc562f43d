import type { Computer, OwnFiles } from '../clients/client.ts'
import type { ListenOn } from '../config/listen-on.ts'
import type { Log } from '../config/logging.ts'
import type { Paths } from '../config/paths.ts'
import type { SettingsStore } from '../config/settings.ts'
import type { VaultKind } from '../config/vault-kind.ts'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import type { Wait } from '../mcp/resources/now-playing.ts'
import type { ActivityView, ActivityWanted } from '../shared/activity.ts'
import type { ChangeView } from '../shared/contract.ts'
import type { Problem } from '../shared/problem.ts'
import type { Status } from '../shared/status.ts'
import type { Spotify } from '../spotify/client.ts'
import type { HowTo } from '../tools/runtime/problem-text.ts'
import type { AccessPause } from './access-pause.ts'
import type { ClientConnections } from './client-connections.ts'
import type { HistoryPage } from './history-page.ts'
import type { ListeningHistory } from './listening-history.ts'
import type { OwnProgram } from './program-control.ts'

export type TonearmOptions = {
  paths: Paths
  settings: SettingsStore
  vault: VaultKind
  log: Log
  /** Shows the sign-in page to the person. `client` is the MCP client whose call needs the login. */
  openUrl: (url: string, client?: string) => void | Promise<void>
  /** What a person can do where this program runs, for the advice in answers to models. */
  howTo: HowTo
  /** Secrets (or with _FILE the names of their files) and test addresses: SPOTIFY_REFRESH_TOKEN, TONEARM_TOKEN, TONEARM_SPOTIFY_API, TONEARM_SPOTIFY_ACCOUNTS. */
  environment?: NodeJS.ProcessEnv
  /** Where to listen, asked for at each start; this computer alone when missing. @throws Problem `invalid-setting` */
  listenOn?: () => ListenOn
  /** Whether the first call of somebody who is signed out starts the sign-in. Not where nobody sits who could do it. */
  signInOnCall?: boolean
  /** What is different from a plain computer: how links and files are opened for the person, where there is a desktop. */
  computer?: Partial<Computer>
  /** What `tonearm stop` and `tonearm open` do to this program. */
  program?: OwnProgram
  /** bridge.js and tonearm.mcpb, for the clients that are connected with them. */
  own?: Pick<OwnFiles, 'bridge' | 'bundle'>
  /** The person's folder for downloads, into which lists are exported; found in the environment when missing. */
  downloads?: () => string
  /** What the system says about proxies for an address, as `PROXY proxy.example:3128; DIRECT`; asked when the environment says nothing. */
  systemProxy?: (address: string) => Promise<string>
  /** IANA name of the person's time zone; the system's when missing. */
  zone?: string
  now?: () => number
  /** Waits between two looks at what is playing, while a client subscribes to it. */
  wait?: Wait
  /** Waits between requests: after a refusal, and until a player command has taken effect. */
  sleep?: (milliseconds: number) => Promise<void>
  /** Whether somebody sits at a window in which they can be asked (`answerQuestion`). */
  asksInWindow?: boolean
  /** How long a call may take as a whole, in milliseconds. */
  callLimitMs?: number
  /** How long Spotify may take for one attempt of a request, in milliseconds. */
  requestTimeoutMs?: number
}

/** The product without a face: what the desktop app and the command line are built on. */
export type Tonearm = {
  status(): Status
  onStatus(listener: () => void): () => void
  /** Reads the login from the vault. Everything else works without, saying who is missing. */
  restore(): Promise<void>
  signIn(openUrl?: TonearmOptions['openUrl'], signal?: AbortSignal): Promise<void>
  /** Why a login could not be kept for the next start; undefined when it could. To be known before somebody signs in. */
  vaultTrouble(): Promise<Problem | undefined>
  /** Ends a sign-in that is under way; the login from before stays. */
  cancelSignIn(): void
  signOut(): Promise<void>
  /**
   * Signs out, and deletes everything that is kept of the account: listening history, receipts, short ids, the index of the library, what apps did. Of every account
   * when nobody is signed in, since then it is not known whose to delete.
   *
   * @returns whether it was one account or all of them
   * @throws Problem of the vault, or of Spotify when it has to be asked whose login it is; then nothing is deleted
   */
  forgetAccount(): Promise<'one' | 'all'>
  /** Signs out, and forgets the endpoint's token and every other entry in the vault. For who removes Tonearm. @throws Problem of the vault */
  forgetSecrets(): Promise<void>
  /** The refresh token, for the person who asked to see it: it opens their account. @throws Problem as `Session.handOutRefreshToken` */
  handOutRefreshToken(): Promise<string>
  /** Asks Spotify for the name of who is signed in, which is part of the status from then on. */
  greet(): Promise<void>
  /** Serves MCP clients over HTTP. @throws Problem `port-taken`; `already-running` when another process serves clients with the same data */
  listen(): Promise<EndpointAddress>
  /** Where it listens now; undefined while it does not. Holds the token: not for a view. */
  connection(): EndpointAddress | undefined
  /**
   * Ends all connections and listens again, as the settings say now. Clients that were connected are given the new address, if it is one.
   *
   * @returns what the person has to know, such as which clients to restart
   * @throws Problem `port-taken`
   */
  restartEndpoint(): Promise<string | undefined>
  /** Replaces the token, also in the clients that were connected with it. @returns what the person has to know @throws Problem `invalid-setting`, `port-taken` */
  rotateToken(): Promise<string | undefined>
  /** The MCP clients on this computer: which are connected, and connecting them. */
  clients: Omit<ClientConnections, 'follow'>
  /** Keeping apps from the music for a while. */
  access: Pick<AccessPause, 'current' | 'pause' | 'resume' | 'screenLocked'>
  /** The player, as far as a tray menu needs it. */
  player: Pick<Spotify['player'], 'state' | 'resume' | 'pause' | 'next' | 'previous' | 'devices' | 'transfer'> & {
    isLiked(uri: string): Promise<boolean>
    like(uri: string): Promise<void>
  }
  /** What was listened to, as far as it is kept. */
  history: ListeningHistory
  /** The same, as its page in the window shows it. */
  historyPage: HistoryPage
  /** The latest changes to playlists and library, the newest first. */
  changes(limit: number): Promise<ChangeView[]>
  /** What apps did, in words, the newest first; of one app or kind if wanted. @throws Problem when it is not known whose it is */
  activity(wanted?: ActivityWanted): Promise<ActivityView[]>
  /** Erases it, but for the receipts that an undo needs. */
  eraseActivity(): Promise<void>
  /** Takes a change back. @param force also when something came after it. @returns what could not be brought back, as sentences */
  undoChange(receipt: string, force: boolean): Promise<string[]>
  /** Refuses clients that introduce themselves by this name, from now on, or lets them in again. @throws Problem `invalid-setting` */
  blockClient(name: string, blocked: boolean): void
  /** Answers a question of `status().questions`. One that is gone changes nothing. */
  answerQuestion(id: string, yes: boolean): void
  /** Serves the one client at standard input and output, until it goes. */
  serveStdio(): Promise<void>
  /** Ends everything in order: clients, endpoint, database. Once: later calls wait for it. */
  stop(): Promise<void>
  /** Signs out, forgets the endpoint's token, stops, and puts settings and database aside: the next start is a first one. @throws Problem of the vault */
  reset(): Promise<void>
}
