import { randomBytes } from 'node:crypto'
import type { Vault } from '../auth/vault.ts'
import type { Log } from '../config/logging.ts'
import { isProblem } from '../shared/problem.ts'

/** The name of the token's entry in the vault. */
const entry = 'endpoint-token'

/** 256 random bits. */
export const newToken = () => randomBytes(32).toString('base64url')

/** The token of this installation, made at the first start. Without a vault it lives as long as the program. */
export async function keptToken(vault: Vault, log: Log): Promise<string> {
  const known = await read(vault)
  if (known) return known
  const token = newToken()
  await keepToken(vault, token, log)
  return token
}

/** The same, for somebody who needs it at the next start and not now. @throws Problem of the vault */
export async function lastingToken(vault: Vault): Promise<string> {
  const known = await vault.read(entry)
  if (known) return known
  const token = newToken()
  await vault.write(entry, token)
  // Another process may have made one at the same moment: what is in the vault counts.
  return (await vault.read(entry)) ?? token
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
