import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** What the client brings back unchanged with the reply to a question (`requestState`: 2026-07-28, basic/patterns/mrtr). */
export type SealedStates = {
  /** @param of the call that asks, by {@link callAsText} @param endsAt milliseconds since the epoch */
  seal(question: number, of: string, endsAt: number): string
  /** @returns the question; or `invalid`, when it was not sealed here or for another call; or `expired` */
  open(state: string, of: string, now: number): number | 'invalid' | 'expired'
}

const algorithm = 'aes-256-gcm'
const [ivBytes, tagBytes] = [12, 16]

/** Ours are shorter than 100 characters. */
const longest = 200

/**
 * Seals states with a key of its own, which is never written down: nobody else can make or change one, and after a restart none is valid. The call is
 * part of what is authenticated (AES-GCM, NIST SP 800-38D), so that a state is good for nothing with another client, tool or arguments.
 */
export function createSealedStates(): SealedStates {
  const key = randomBytes(32)

  return {
    seal(question, of, endsAt) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(of))
      const sealed = Buffer.concat([cipher.update(JSON.stringify([question, endsAt])), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },

    open(state, of, now) {
      if (state.length > longest) return 'invalid'
      const bytes = Buffer.from(state, 'base64url')
      // Node would take spaces and other endings for the same bytes.
      if (bytes.toString('base64url') !== state || bytes.length <= ivBytes + tagBytes) return 'invalid'
      const [iv, tag, sealed] = [
        bytes.subarray(0, ivBytes),
        bytes.subarray(ivBytes, ivBytes + tagBytes),
        bytes.subarray(ivBytes + tagBytes),
      ]
      const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(of)).setAuthTag(tag)
      try {
        const [question, endsAt] = JSON.parse(decipher.update(sealed, undefined, 'utf8') + decipher.final('utf8'))
        return now < endsAt ? question : 'expired'
      } catch {
        return 'invalid'
      }
    },
  }
}

/** Who calls what with which arguments, as one text: the same in whatever order a client writes the arguments. */
export function callAsText(caller: { client: string; onThisComputer: boolean }, tool: { name: string; arguments?: unknown }): string {
  const { client, onThisComputer } = caller
  return JSON.stringify([client, onThisComputer, tool.name, tool.arguments ?? {}], (_, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toSorted()) : value,
  )
}
