import type { RequestResult } from './endpoint-session.ts'
import { type Answer, isObject, paramsOf, type Request } from './json-rpc.ts'

/** Remembers what the client last got of each list, to tell it when a Tonearm that was started since has another one. */
export type KnownLists = {
  /** The client got this answer. Only the lists count. */
  record(request: Request, answer: object): void
  /** Asks the endpoint for what the client has read. @returns the lists that differ: tools, prompts, resources */
  changed(ask: (request: Request) => Promise<RequestResult>): Promise<string[]>
  /** The client begins again, and has read nothing. */
  forget(): void
}

/** For each request, the member of its result that is the list, and the list's name in `notifications/…/list_changed`. */
const listed: Record<string, { member: string; list: string }> = {
  'tools/list': { member: 'tools', list: 'tools' },
  'prompts/list': { member: 'prompts', list: 'prompts' },
  'resources/list': { member: 'resources', list: 'resources' },
  'resources/templates/list': { member: 'resourceTemplates', list: 'resources' },
}

export function createKnownLists(): KnownLists {
  const known = new Map<string, { params: unknown; content: string | undefined }>()

  return {
    record(request, answer) {
      const { method, params } = request
      // A list in several pages is compared by its first.
      if (listed[method] && paramsOf(request).cursor === undefined) known.set(method, { params, content: contentOf(method, answer) })
    },
    async changed(ask) {
      const asked = [...known].map(async ([method, { params, content }], index) => {
        const result = await ask({ jsonrpc: '2.0', id: `tonearm-bridge-list-${index}`, method, params })
        // The next session is asked again.
        if (result.kind === 'session-over' || result.kind === 'lost') return []
        return result.kind === 'answered' && contentOf(method, result.answer) === content ? [] : [listed[method]?.list ?? '']
      })
      return [...new Set((await Promise.all(asked)).flat())]
    },
    forget: () => known.clear(),
  }
}

/** The list as text, without what stands around it: that differs by protocol version. Undefined for an error. */
function contentOf(method: string, { result }: Partial<Answer>): string | undefined {
  return isObject(result) ? JSON.stringify(result[listed[method]?.member ?? '']) : undefined
}
