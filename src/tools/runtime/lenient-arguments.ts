import { z } from 'zod'

/**
 * The arguments of a call as they were meant. Some clients fill in what the model left out (null, ""), and some send every value as text
 * ("2", "false", "[\"a\"]"): such a value is left out, or read as the type that the schema declares, also inside objects and lists.
 *
 * Nothing else changes: a text stays where a text is declared, and what does not fit is left for the check that follows.
 */
export function lenient(schema: z.core.$ZodType, value: unknown): unknown {
  const type = unwrapped(schema)
  if (type instanceof z.ZodNumber) return fromText(value, (parsed) => typeof parsed === 'number')
  if (type instanceof z.ZodBoolean) return fromText(value, (parsed) => typeof parsed === 'boolean')
  if (type instanceof z.ZodArray) {
    const list = fromText(value, Array.isArray)
    return Array.isArray(list) ? list.map((element) => lenient(type.element, element)) : list
  }
  if (type instanceof z.ZodObject) {
    const object = fromText(value, isObject)
    return isObject(object) ? members(type.shape, object) : object
  }
  if (type instanceof z.ZodUnion) return fitting(type, value)
  return value
}

function members(shape: z.core.$ZodShape, object: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(object).flatMap(([name, value]) => {
    const schema = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (!schema) return [[name, value]]
    return isLeftOut(schema, value) ? [] : [[name, lenient(schema, value)]]
  })
  return Object.fromEntries(kept)
}

/**
 * Null or an empty text in the place of an optional value. An empty text never means "make it empty": a client that fills in every parameter
 * would otherwise delete a playlist's description with each edit.
 */
function isLeftOut(schema: z.core.$ZodType, value: unknown): boolean {
  return (value === null || value === '') && accepts(schema, undefined)
}

/** For a choice of types: the value as it is if one of them takes it, else as the first takes it that can read it. A list in a text is a list. */
function fitting(type: z.ZodUnion, value: unknown): unknown {
  const list = fromText(value, Array.isArray)
  if (list !== value && accepts(type, list)) return list
  if (accepts(type, value)) return value
  const readings = type.options.map((option) => ({ option, reading: lenient(option, value) }))
  const found = readings.find(({ option, reading }) => accepts(option, reading))
  return found ? found.reading : value
}

function accepts(schema: z.core.$ZodType, value: unknown): boolean {
  return z.safeParse(schema, value).success
}

/** The value that a text spells, if it is of the right type. "True", as Python writes it, is a boolean too. */
function fromText(value: unknown, isRight: (parsed: unknown) => boolean): unknown {
  if (typeof value !== 'string') return value
  try {
    const parsed: unknown = JSON.parse(/^\s*(?:true|false)\s*$/i.test(value) ? value.toLowerCase() : value)
    return isRight(parsed) ? parsed : value
  } catch {
    return value
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The type inside what makes it optional, gives it a default, or changes its result. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return unwrapped(schema.def.innerType)
  }
  if (schema instanceof z.ZodPipe) return unwrapped(schema.def.in)
  return schema
}
