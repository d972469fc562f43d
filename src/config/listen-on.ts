import { isIP } from 'node:net'
import { Problem } from '../shared/problem.ts'
import { givenSecret } from './given-secrets.ts'
import { parseHostName } from './host-names.ts'

/** Where the endpoint listens, and under which names it answers. */
export type ListenOn = {
  /** The address to bind: 127.0.0.1 unless another one was asked for. */
  address: string
  /** Present when other computers can reach the address: the names besides those of this computer that clients may use, in lower case. */
  allowedHosts?: readonly string[]
  /** Present when only this computer reaches the address: other names that its programs use for it, such as a container's host.docker.internal. */
  names?: readonly string[]
}

/** An address that only this computer can reach. */
export const thisComputer: ListenOn = { address: '127.0.0.1' }

/** 32 characters of base64 are 192 random bits. */
const shortestToken = 32

const howToMakeOne = 'Make one with: openssl rand -base64 32'

/**
 * Where to listen, from the command line or the environment (`TONEARM_HOST`, `TONEARM_ALLOWED_HOSTS` with commas); the command line wins.
 *
 * An address that other computers can reach has to be asked for explicitly, and needs a token that the user chose: the one from the vault is
 * for clients on this computer, which read it from a file.
 *
 * @throws Problem `invalid-setting` that says what is missing
 */
export function findListenOn(flags: { host?: string; allowedHosts?: string[] }, environment: NodeJS.ProcessEnv): ListenOn {
  const host = (flags.host ?? environment.TONEARM_HOST)?.trim() || thisComputer.address
  const allowedHosts = (flags.allowedHosts ?? environment.TONEARM_ALLOWED_HOSTS?.split(',') ?? []).map(allowedHost).filter(Boolean)
  const address = host === 'localhost' ? thisComputer.address : host.replace(/^\[(.*)\]$/, '$1')
  if (!isIP(address)) {
    throw problem(`"${host}" is not an address to listen on. --host takes an IP address of this computer; 0.0.0.0 means all of them.`)
  }
  if (address === '127.0.0.1' || address === '::1') {
    return allowedHosts.length === 0 ? { address } : { address, names: allowedHosts }
  }
  const token = givenSecret('TONEARM_TOKEN', environment)
  if (token === undefined) {
    throw problem(
      `To listen on ${host}, where others can reach it, Tonearm needs a token that you choose, in TONEARM_TOKEN. ${howToMakeOne}`,
    )
  }
  if (token.length < shortestToken) {
    const sentence = `The token in TONEARM_TOKEN must have at least ${shortestToken} characters (letters, digits, no spaces)`
    throw problem(`${sentence}, since others can reach ${host}. ${howToMakeOne}`)
  }
  // No client uses "all addresses" as a name.
  const own = address === '0.0.0.0' || address === '::' ? [] : [address]
  return { address, allowedHosts: [...own, ...allowedHosts] }
}

/** A name as it stands in a Host header; nothing stays nothing. */
function allowedHost(text: string): string {
  if (text.trim() === '') return ''
  const name = parseHostName(text)
  if (name !== undefined) return name
  throw problem(`"${text}" is not a name that --allow-host takes: give only a name or an address, such as music.example or 192.168.1.20.`)
}

function problem(sentence: string): Problem {
  return new Problem('invalid-setting', sentence)
}
