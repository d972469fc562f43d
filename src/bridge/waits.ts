/** How long things may take, in milliseconds. */
export type Waits = {
  /** A request waits so long for Tonearm to be started. */
  start: number
  /** How often to look for it while somebody waits, and while nobody does. */
  poll: number
  background: number
  /** Opening a session, and whatever else needs no thinking. */
  open: number
  /** A connection that is silent for so long is lost: four of the comments with which the endpoint keeps its streams alive were missed. */
  silence: number
  /** Saying goodbye. */
  farewell: number
}

/** For everybody but tests. */
export const usualWaits: Waits = { start: 20_000, poll: 200, background: 1_000, open: 10_000, silence: 60_000, farewell: 1_000 }
