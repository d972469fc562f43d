import { matchPath } from './api/match-path.ts'
import { statusExceptions } from './contract/exceptions.ts'
import { strangeFields } from './contract/fields.ts'
import { loadOpenApi, type OpenApi, type Operation, operations, resolve, type Schema } from './contract/openapi.ts'
import { createSchemas, type Schemas } from './contract/schemas.ts'

/** A request to the API and its answer; status 0 if a fault answered it. `path` begins with /v1; `filtered`: `fields=` chose the fields. */
export type Exchange = {
  method: string
  path: string
  query: URLSearchParams
  body: unknown
  contentType: string
  status: number
  answer: unknown
  filtered: boolean
}

/** Collects what breaks the contract: in requests, whatever their answer, and in answers of 2xx. */
export type ContractCheck = { check(exchange: Exchange): void; violations(): string[] }

/** The check happens when somebody asks for violations (or every 500 exchanges): it must not slow the answers down. */
const atMostPending = 500

/** Without the contract beside the checkout, or when it is turned off, nothing is checked and there are no violations. */
export function createContractCheck(on: boolean): ContractCheck {
  let pending: Exchange[] = []
  const seen = new Set<string>()
  let tools: Tools | undefined
  const drain = () => {
    const api = pending.length > 0 ? loadOpenApi() : undefined
    if (api) tools ??= { api, schemas: createSchemas(api), all: operations(api) }
    for (const one of pending) for (const sentence of tools ? broken(tools, one) : []) seen.add(sentence)
    pending = []
  }
  return {
    check: (exchange) => {
      if (on && pending.push(exchange) >= atMostPending) drain()
    },
    violations: () => {
      drain()
      return [...seen]
    },
  }
}

type Tools = { api: OpenApi; schemas: Schemas; all: ReturnType<typeof operations> }

function broken(tools: Tools, one: Exchange): string[] {
  const path = one.path.replace(/^\/v1/, '')
  const fitting = tools.all.find((other) => other.method === one.method && matchPath(other.path, path))
  if (!fitting) return [`${one.method} ${one.path}: Spotify has no such operation.`]
  if (fitting.operation.deprecated) return [`${one.method} ${one.path}: the operation is deprecated, new apps get 403.`]
  const asked = [...queryProblems(tools, fitting.operation, one.query), ...bodyProblems(tools, fitting.operation, one)]
  const answered = one.status >= 200 && one.status < 300 ? answerProblems(tools, fitting.operation, one, path) : []
  return [
    ...asked.map((what) => `${one.method} ${one.path}: ${what}.`),
    ...answered.map((what) => `${one.method} ${one.path} answered ${one.status}: ${what}.`),
  ]
}

function queryProblems({ api, schemas }: Tools, operation: Operation, query: URLSearchParams): string[] {
  const known = (operation.parameters ?? []).map((one) => resolve(api, one)).filter((one) => one.in === 'query')
  const strange = [...query.keys()]
    .filter((name) => !known.some((one) => one.name === name))
    .map((name) => `the query parameter "${name}" is unknown`)
  return strange.concat(
    known.flatMap(({ name, required, schema }) => {
      const text = query.get(name)
      if (text === null) return required ? [`the query parameter "${name}" is missing`] : []
      return schemas.problems(schema, typed(schema, text)).map((problem) => `the query parameter "${name}" is ${text}, but ${problem}`)
    }),
  )
}

/** A query value in the type that its schema asks for, or the text if it cannot be read so. */
function typed(schema: Schema, text: string): unknown {
  if (schema.type === 'integer' && /^-?\d+$/.test(text)) return Number(text)
  if (schema.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  return schema.type === 'array' ? text.split(',') : text
}

function bodyProblems({ api, schemas }: Tools, operation: Operation, { body, contentType }: Exchange): string[] {
  const content = operation.requestBody?.content
  if (body === undefined) return operation.requestBody?.required ? ['the body is missing'] : []
  if (!content) return ['a body is sent, but the operation has none']
  const schema = content[contentType.split(';')[0]?.trim() ?? '']?.schema
  if (!schema) return [`the body is sent as "${contentType}", but should be ${Object.keys(content).join(' or ')}`]
  const problems = schemas.problems(schema, body).map((problem) => `in the body, ${problem}`)
  return problems.concat(strangeFields(api, schema, body).map((problem) => `in the body, ${problem}`))
}

function answerProblems({ api, schemas }: Tools, operation: Operation, one: Exchange, path: string): string[] {
  const documented = operation.responses[String(one.status)]
  if (!documented) {
    const excused = statusExceptions.some((known) => known.status === one.status && known.path.test(path) && known.method.test(one.method))
    return excused ? [] : ['the contract does not know this status here']
  }
  const schema = resolve(api, documented).content?.['application/json']?.schema
  if (!schema) return one.answer === undefined ? [] : ['the answer has a body, but the contract none']
  if (one.answer === undefined) return ['the answer has no body']
  const answer = withoutLocalRows(one.answer)
  return [...(one.filtered ? [] : schemas.problems(schema, answer)), ...strangeFields(api, schema, answer)]
}

/** Local files have null nearly everywhere, which no schema of the contract allows; their rows are checked without the item. */
function withoutLocalRows(answer: unknown): unknown {
  const list = answer as { items?: unknown } | null
  if (Array.isArray(list?.items))
    return { ...list, items: list.items.map((row) => (row?.is_local === true && 'item' in row ? { ...row, item: null } : row)) }
  if (list?.items && typeof list.items === 'object') return { ...list, items: withoutLocalRows(list.items) }
  return answer
}
