import type { z } from 'zod'
import { Problem } from '../shared/problem.ts'

/** What a command sent to the Tonearm that runs. @throws Problem `invalid-arguments` for what only a command of another version sends */
export function parseControlMessage<Schema extends z.ZodType>(schema: Schema, message: object): z.output<Schema> {
  const parsed = schema.safeParse(message)
  if (parsed.success) return parsed.data
  throw new Problem('invalid-arguments', 'The Tonearm that is running is another version. Restart it, then try again.')
}
