import { z } from 'zod'
import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import { hasMoreValuesThan, maximumArgumentValues, tooManyValues } from './argument-size.ts'
import { lenient } from './lenient-arguments.ts'

/** The values that a tool of this input runs with. */
export type ParametersOf<Input extends z.ZodRawShape> = z.output<z.ZodObject<Input, z.core.$strict>>

/** The arguments of a call, read as they were meant, checked and with what was left out filled in. @throws Problem `invalid-arguments` that says what the tool takes */
export function parseArguments<Input extends z.ZodRawShape>(
  tool: { name: string; input: Input },
  parameters: unknown,
): ParametersOf<Input> {
  const schema = schemaOf(tool.input)
  const meant = withFull(tool.input, lenient(schema, parameters ?? {}))
  // Values can come as text, which is taken apart only here.
  if (hasMoreValuesThan(maximumArgumentValues, meant)) throw new Problem('invalid-arguments', tooManyValues(tool.name))
  const result = schema.safeParse(meant, { error: ({ input }) => (input === undefined || input === null ? 'is missing' : undefined) })
  if (result.success) return result.data
  const reasons = result.error.issues.map(({ path, message }) =>
    cleanText(path.length > 0 ? `${path.join('.')}: ${message}` : message, 200),
  )
  const names = Object.keys(tool.input)
  throw new Problem(
    'invalid-arguments',
    `${tool.name} cannot be called like this. ${reasons.slice(0, 5).join('; ')}. ${names.length > 0 ? `It takes: ${names.join(', ')}.` : 'It takes nothing.'}`,
  )
}

/** `detail: "full"` is what `full: true` was called until November 2026; some clients remember it, and models guess it. */
function withFull(input: z.ZodRawShape, values: unknown): unknown {
  if (!('full' in input) || 'detail' in input || typeof values !== 'object' || values === null || !('detail' in values)) return values
  const { detail, ...others } = values
  return detail === 'full' || detail === 'concise' ? { full: detail === 'full', ...others } : values
}

const schemas = new WeakMap<z.ZodRawShape, z.ZodType>()

/** Made at a tool's first call, and once: a schema is compiled when it first checks something, and what is compiled stays in memory. */
function schemaOf<Input extends z.ZodRawShape>(input: Input): z.ZodObject<Input, z.core.$strict> {
  const schema = (schemas.get(input) as z.ZodObject<Input, z.core.$strict> | undefined) ?? z.strictObject(input)
  schemas.set(input, schema)
  return schema
}
