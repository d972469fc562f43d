import { type Refusal, requestIdOf, rpcCode } from './http/refusal.ts'

type Params = Record<string, unknown>

/** What a method needs in its params: in words, and as a test. */
type Needed = { words: string; fits(params: Params): boolean }

const list: Needed = { words: 'cursor as text, if it has one', fits: ({ cursor }) => isOptional(cursor, isText) }
const resource: Needed = { words: 'uri as text', fits: ({ uri }) => isText(uri) }

const needed: Record<string, Needed | undefined> = {
  'tools/list': list,
  'prompts/list': list,
  'resources/list': list,
  'resources/templates/list': list,
  'resources/read': resource,
  'resources/subscribe': resource,
  'resources/unsubscribe': resource,
  'tools/call': {
    words: 'name as text, and arguments as an object, if it has any',
    fits: (params) => isText(params.name) && isOptional(params.arguments, isObject),
  },
  'prompts/get': {
    words: 'name as text, and arguments as an object of texts, if it has any',
    fits: (params) => isText(params.name) && isOptional(params.arguments, isObjectOfTexts),
  },
  'completion/complete': {
    words: 'ref with its type and the name or uri, and argument with name and value, all as text',
    fits: ({ ref, argument }) => isReference(ref) && isObject(argument) && isText(argument.name) && isText(argument.value),
  },
}

/**
 * What is wrong with the params of a request, in words. Both SDKs check them too, but put the report of their schema library into the error, some under the
 * code for a bug in Tonearm (-32603).
 *
 * It is a JSON-RPC error like any other answer, so it comes with HTTP status 200.
 */
export function wrongParams(message: object): Refusal | undefined {
  if (requestIdOf(message) === undefined || !('method' in message) || !isText(message.method)) return undefined
  const rule = Object.hasOwn(needed, message.method) ? needed[message.method] : undefined
  const params = 'params' in message ? message.params : {}
  // What is no object at all is no JSON-RPC either, and the SDKs say so.
  if (!rule || !isObject(params) || rule.fits(params)) return undefined
  return { status: 200, code: rpcCode.invalidParams, sentence: `The params of ${message.method} are wrong. It needs ${rule.words}.` }
}

const isText = (value: unknown): value is string => typeof value === 'string'

function isObject(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isOptional = (value: unknown, fits: (value: unknown) => boolean) => value === undefined || fits(value)

const isObjectOfTexts = (value: unknown) => isObject(value) && Object.values(value).every(isText)

function isReference(value: unknown): boolean {
  if (!isObject(value)) return false
  return value.type === 'ref/prompt' ? isText(value.name) : value.type === 'ref/resource' && isText(value.uri)
}
