/** `npm run soak` sets it: to a number of rounds, or to `many` for the number that each test names. */
export const roundsVariable = 'TONEARM_SOAK_ROUNDS'
