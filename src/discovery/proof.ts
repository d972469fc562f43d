import { createHmac, timingSafeEqual } from 'node:crypto'

/** What proves that a program knows the token: only Tonearm and the owner of endpoint.json do. The port keeps a proof from being passed on from another port. */
export function proofOf(token: string, nonce: string, port: number): string {
  return createHmac('sha256', token).update(`tonearm${nonce}${port}`).digest('hex')
}

/** Whether `given` is the proof, compared without a difference in time. */
export function isProof(given: unknown, token: string, nonce: string, port: number): boolean {
  const expected = Buffer.from(proofOf(token, nonce, port))
  const actual = Buffer.from(typeof given === 'string' ? given : '')
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}
