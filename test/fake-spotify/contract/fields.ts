import { stillSent, unknownButSent } from './exceptions.ts'
import { type OpenApi, resolve, type Schema } from './openapi.ts'

/**
 * Fields of a value that its schema does not know, or that new apps no longer get or may no longer send.
 *
 * The contract hardly requires anything and forbids nothing, so that ajv alone would not notice a misspelt or a removed field.
 */
export function strangeFields(api: OpenApi, schema: Schema, value: unknown, at = ''): string[] {
  if (value === null || typeof value !== 'object') return []
  const whole = resolve(api, schema)
  if (Array.isArray(value))
    return whole.items ? value.flatMap((one, index) => strangeFields(api, whole.items ?? {}, one, `${at}/${index}`)) : []
  const known = propertiesOf(api, whole, value)
  if (Object.keys(known).length === 0) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const its = Object.hasOwn(known, name) ? known[name] : undefined
    if (!its) return unknownButSent.includes(name) ? [] : [`${at}/${name} is unknown`]
    if (its.deprecated && !stillSent.includes(name)) return [`${at}/${name} is deprecated`]
    return strangeFields(api, its, inner, `${at}/${name}`)
  })
}

function propertiesOf(api: OpenApi, schema: Schema, value: object): Record<string, Schema> {
  const whole = resolve(api, schema)
  const branches = (whole.oneOf ?? []).map((one) => propertiesOf(api, one, value))
  const wanted = 'type' in value ? value.type : undefined
  const branch = branches.find((one) => one.type?.enum?.includes(wanted)) ?? branches[0]
  return Object.assign({}, ...(whole.allOf ?? []).map((one) => propertiesOf(api, one, value)), branch, whole.properties)
}
