import { randomBytes } from 'node:crypto'
import type { Vault } from '../auth/vault.ts'
import type { Log } from '../config/logging.ts'
import type { Exclusively } from '../shared/exclusively.ts'
import { isProblem } from '../shared/problem.ts'

/** The name of the token's entry in the vault. */
const entry = 'endpoint-token'

/** 256 random bits. */
export const newToken = () => randomBytes(32).toString('base64url')

/**
 * The token of this installation, made at the first start. Without a vault it lives as long as the program.
 *
 * @param exclusively one process at a time makes it, or each would give its clients another one
 */
export async function keptToken(vault: Vault, exclusively: Exclusively, log: Log): Promise<string> {
  return readOrMake(
    () => read(vault),
    (token) => keepToken(vault, token, log),
    exclusively,
  )
}

/** The same, for somebody who needs it at the next start and not now. @throws Problem of the vault */
export async function lastingToken(vault: Vault, exclusively: Exclusively): Promise<string> {
  return readOrMake(
    () => vault.read(entry),
    (token) => vault.write(entry, token),
    exclusively,
  )
}

async function readOrMake(
  look: () => Promise<string | undefined>,
  keep: (token: string) => Promise<unknown>,
  exclusively: Exclusively,
): Promise<string> {
  async function make(): Promise<string> {
    const token = newToken()
    await keep(token)
    return token
  }
  return (await look()) ?? exclusively(async () => (await look()) ?? make())
}

async function read(vault: Vault): Promise<string | undefined> {
  try {
    return await vault.read(entry)
  } catch (error) {
    if (!isProblem(error)) throw error
    // Writing fails as well then, and tells.
    return undefined
  }
}

/** Stores the token for the next start. @returns the sentence that says why it could not be kept */
export async function keepToken(vault: Vault, token: string, log: Log): Promise<string | undefined> {
  try {
    await vault.write(entry, token)
    return undefined
  } catch (error) {
    if (!isProblem(error)) throw error
    const sentence = 'The access key for apps could not be stored, so the next start makes another one. Connect your apps again then.'
    log.warn(sentence, error)
    return `${sentence} ${error.message}`
  }
}

/** The next start makes a new one. @throws Problem of the vault */
export function forgetToken(vault: Vault): Promise<void> {
  return vault.forget(entry)
}
