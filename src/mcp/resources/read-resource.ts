import type { ProblemCode } from '../../shared/problem.ts'
import type { Caller } from '../../tools/runtime/caller.ts'
import { rpcCode } from '../http/refusal.ts'
import { rpcError } from '../rpc-error.ts'
import type { Resource, Resources, ResourceTemplate } from './resources.ts'

const mimeType = 'text/plain'

type Typed<Entry> = Entry & { mimeType: string }

/** A resource as a client lists it. */
export type ListedResource = Typed<Resource>
/** A template of resources as a client lists it. */
export type ListedTemplate = Typed<ResourceTemplate>
/** A resource as a client gets it. */
export type ReadResource = { contents: { uri: string; mimeType: string; text: string; _meta?: Record<string, unknown> }[] }

/** The resources that can be read now. */
export function listedResources(resources: Resources): ListedResource[] {
  return resources.list().map((resource) => ({ ...resource, mimeType }))
}

/** The kinds of items that can be read by their address. */
export function listedTemplates(resources: Resources): ListedTemplate[] {
  return resources.templates().map((template) => ({ ...template, mimeType }))
}

/** What makes an address one without anything behind it, as opposed to something that cannot be read just now. */
const notThere: ProblemCode[] = ['unknown-item', 'ambiguous-item', 'invalid-arguments', 'not-found']

/** Reads a resource. @throws RpcError `resourceNotFound` when there is nothing at this address, else `refused` */
export async function readResource(resources: Resources, uri: string, caller: Caller): Promise<ReadResource> {
  const { text, failed, problem } = await resources.read(uri, caller)
  if (!failed) return { contents: [{ uri, mimeType, text }] }
  throw rpcError(problem && notThere.includes(problem) ? rpcCode.resourceNotFound : rpcCode.refused, text)
}
