import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { listsWithNull, schemaExceptions } from './exceptions.ts'
import type { OpenApi, Schema } from './openapi.ts'

/** Validates values against schemas of the contract, with the named exceptions applied. */
export type Schemas = { problems(schema: Schema, value: unknown): string[] }

/** Translates the contract's OpenAPI 3.0 schemas to JSON Schema, once; each schema is compiled when it is first needed. */
export function createSchemas(api: OpenApi): Schemas {
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv)
  const schemas = Object.fromEntries(
    Object.entries(api.components.schemas).map(([name, one]) => [name, translate(withExceptions(name, one))]),
  )
  ajv.addSchema({ components: { schemas } }, 'spotify')
  const compiled = new Map<Schema, ValidateFunction>()
  return {
    problems: (schema, value) => {
      const validate = compiled.get(schema) ?? ajv.compile(translate(schema) as object)
      compiled.set(schema, validate)
      if (validate(value)) return []
      return (validate.errors ?? []).slice(0, 5).map((error) => `${error.instancePath || 'it'} ${error.message}`)
    },
  }
}

function withExceptions(name: string, schema: Schema): Schema {
  const copy = structuredClone(schema)
  const parts = [copy, ...(copy.allOf ?? [])]
  for (const exception of schemaExceptions.filter((one) => one.schema === name)) {
    for (const part of parts) {
      if (part.required) part.required = part.required.filter((field) => !exception.notRequired?.includes(field))
      for (const field of exception.nullable ?? []) if (part.properties?.[field]) part.properties[field].nullable = true
    }
  }
  for (const part of parts) {
    const entry = listsWithNull.includes(name) ? part.properties?.items : undefined
    if (entry?.items) entry.items = { allOf: [entry.items], nullable: true }
  }
  return copy
}

/** `nullable` becomes a choice with null, references point into the added schema, and what JSON Schema does not know is left out. */
function translate(schema: Schema): unknown {
  const { nullable, deprecated: _, ...rest } = schema
  const json: Record<string, unknown> = {}
  for (const key of ['type', 'enum', 'required', 'minimum', 'maximum'] as const) if (rest[key] !== undefined) json[key] = rest[key]
  if (rest.format === 'date-time') json.format = 'date-time'
  if (rest.$ref) json.$ref = `spotify${rest.$ref}`
  if (rest.items) json.items = translate(rest.items)
  if (rest.allOf) json.allOf = rest.allOf.map(translate)
  if (rest.oneOf) json.oneOf = rest.oneOf.map(translate)
  if (rest.properties) json.properties = Object.fromEntries(Object.entries(rest.properties).map(([name, one]) => [name, translate(one)]))
  return nullable ? { anyOf: [{ type: 'null' }, json] } : json
}
