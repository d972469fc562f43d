import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** The part of OpenAPI 3.0 that Spotify's file uses. */
export type Schema = {
  $ref?: string
  type?: string
  nullable?: boolean
  deprecated?: boolean
  enum?: unknown[]
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  allOf?: Schema[]
  oneOf?: Schema[]
  minimum?: number
  maximum?: number
  format?: string
}

type Reference = { $ref?: string }
export type Parameter = { name: string; in: 'query' | 'path'; required?: boolean; schema: Schema }
export type Media = Record<string, { schema: Schema }>
export type Operation = {
  deprecated?: boolean
  parameters?: (Parameter & Reference)[]
  requestBody?: { required?: boolean; content: Media }
  responses: Record<string, { content?: Media } & Reference>
  security?: Record<string, string[]>[]
}

export type OpenApi = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const file = new URL('../../../../shared/spotify/openapi.yml', import.meta.url)
let loaded: OpenApi | undefined

/** Spotify's contract, which lies beside the checkout (`../shared/spotify/openapi.yml`) and is never copied into it; undefined without it. */
export function loadOpenApi(): OpenApi | undefined {
  if (!loaded && existsSync(file)) loaded = parse(readFileSync(file, 'utf8')) as OpenApi
  return loaded
}

/** What a `$ref` of the contract stands for. */
export function resolve<Thing extends object>(api: OpenApi, thing: Thing & Reference): Thing {
  if (!thing.$ref) return thing
  const steps = thing.$ref.slice(2).split('/')
  const target = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], api)
  return resolve(api, target as Thing & Reference)
}

/** The operations, one by one, e.g. `GET /albums/{id}`. */
export function operations(api: OpenApi): { method: string; path: string; operation: Operation }[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, one]) => one.responses)
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
}
