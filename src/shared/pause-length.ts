export const pauseLengths = ['hour', 'tomorrow', 'open'] as const

/** How long apps are kept out: for an hour, until midnight, or until the user resumes. */
export type PauseLength = (typeof pauseLengths)[number]
