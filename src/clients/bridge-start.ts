import type { ConnectionWay } from '../shared/clients.ts'
import { Problem } from '../shared/problem.ts'
import type { ClientContext, OwnFiles } from './client.ts'
import { entryName } from './entry.ts'
import { findNode } from './system/find-node.ts'

/** How a client starts our bridge: the form in which most clients have it in their settings. */
export type BridgeStart = { command: string; args: string[]; env?: Record<string, string> }

/** Starts the bridge with this Node.js. A client may strip the environment, so an unusual data directory is named. */
function bridgeStart(node: string, bridge: string, { directory }: OwnFiles): BridgeStart {
  return { command: node, args: [bridge], ...(directory && { env: { TONEARM_DATA_DIR: directory } }) }
}

/** How the bridge is started by hand: with the Node.js that is there then, or with our package from npm. */
export function bridgeToPaste({ own }: Pick<ClientContext, 'own'>): BridgeStart {
  return own.bridge ? bridgeStart('node', own.bridge, own) : { command: 'npx', args: ['-y', entryName, 'stdio'] }
}

/** Whether the text to paste starts the bridge: as the person wants it, else as it is better for the client where the bridge is there. */
export function isBridgeToPaste({ own }: Pick<ClientContext, 'own'>, how: ConnectionWay | undefined, prefersBridge = true): boolean {
  return how === 'bridge' || (how !== 'http' && prefersBridge && own.bridge !== undefined)
}

/** How a client starts our bridge on this computer. @returns undefined when there is no bridge, or no Node.js to run it */
export async function findBridge({ computer, own }: ClientContext): Promise<BridgeStart | undefined> {
  const node = own.bridge && (await findNode(computer))
  return node && own.bridge ? bridgeStart(node, own.bridge, own) : undefined
}

/** As `findBridge`. @param otherWay what to do where it cannot be had @throws Problem `not-available` */
export async function needBridge(title: string, context: ClientContext, otherWay: string): Promise<BridgeStart> {
  const start = await findBridge(context)
  if (start) return start
  if (context.own.bridge) {
    const sentence = `To connect ${title} by Tonearm's bridge, Node.js 18 or newer is needed, and it was not found.`
    throw new Problem('not-available', `${sentence} Install it from https://nodejs.org, or ${otherWay}.`)
  }
  const sentence = `To connect ${title} by Tonearm's bridge, the bridge has to be installed.`
  throw new Problem('not-available', `${sentence} Install the Tonearm app (in a checkout: npm run build), or ${otherWay}.`)
}
