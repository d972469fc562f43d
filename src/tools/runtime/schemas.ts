import { z } from 'zod'
import type { Tool } from './define.ts'

/** An object schema as clients get it. */
export type ObjectSchema = { type: 'object'; properties: Record<string, object>; required?: string[]; [key: string]: unknown }

/**
 * What only keeps nonsense out: a call is checked for it all the same, and a sentence says what is wrong. In the list of tools it would cost a model
 * a tenth of the whole.
 */
const untold = ['minLength', 'maxLength', 'pattern', 'minItems', 'maxItems', 'additionalProperties'] as const

/** Limits that no sensible call comes near. */
const outOfReach = 1_000

/** Where counting begins goes without saying. */
const countsFrom = [0, 1]

/** What a model has to know to call the tool. */
export const inputSchema = oncePerTool(({ input }) =>
  z.toJSONSchema(z.object(input), {
    io: 'input',
    override({ jsonSchema }) {
      for (const keyword of untold) delete jsonSchema[keyword]
      if ((jsonSchema.maximum ?? 0) >= outOfReach) delete jsonSchema.maximum
      if (countsFrom.includes(jsonSchema.minimum ?? Number.NaN)) delete jsonSchema.minimum
      // What is left out is off, and lists begin with their first row. How long they are, their headers say.
      if (jsonSchema.default === false || typeof jsonSchema.default === 'number') delete jsonSchema.default
    },
  }),
)

/** What a program can rely on in the structured content of the tool's answers. */
export const outputSchema = oncePerTool(({ output }) => z.toJSONSchema(output, { io: 'output' }))

/** Tools never change, and making their schemas takes some milliseconds. `$schema` would say only what MCP's default is. */
function oncePerTool(make: (tool: Tool) => z.core.JSONSchema.BaseSchema): (tool: Tool) => ObjectSchema {
  const known = new WeakMap<Tool, ObjectSchema>()
  return (tool) => {
    const made = known.get(tool)
    if (made) return made
    const { $schema: _, properties = {}, ...rest } = make(tool)
    const named = Object.entries(properties).flatMap(([name, property]) =>
      typeof property === 'object' ? [[name, property] as const] : [],
    )
    const schema: ObjectSchema = { ...rest, type: 'object', properties: Object.fromEntries(named) }
    known.set(tool, schema)
    return schema
  }
}
