import { z } from 'zod'
import type { ProblemCode } from '../shared/problem.ts'
import type { Status } from '../shared/status.ts'

const account = z.discriminatedUnion('state', [
  z.object({ state: z.literal('client-id-missing') }),
  z.object({ state: z.literal('signed-out') }),
  z.object({ state: z.literal('signing-in') }),
  z.object({
    state: z.literal('signed-in'),
    name: z.string().optional(),
    grantedScopes: z.array(z.string()),
    permittedScopes: z.array(z.string()).optional(),
    authorizedAt: z.string().optional(),
    endsAt: z.string().optional(),
    notKept: z.string().optional(),
  }),
  z.object({ state: z.literal('login-ended') }),
])

/** A later version may know other codes: who knows none has no advice for them. */
const problem = z.string().optional() as z.ZodType<ProblemCode | undefined>

const endpoint = z.discriminatedUnion('state', [
  z.object({ state: z.literal('stopped') }),
  z.object({ state: z.literal('listening'), url: z.string(), since: z.string(), note: z.string().optional() }),
  z.object({ state: z.literal('failed'), reason: z.string(), problem }),
])

const quota = z.discriminatedUnion('state', [
  z.object({ state: z.literal('available') }),
  z.object({ state: z.literal('used-up'), until: z.string() }),
])

const client = z.object({
  name: z.string(),
  version: z.string(),
  connectedAt: z.string(),
  lastCallAt: z.string().optional(),
  calls: z.number(),
  sessions: z.number().optional(),
})

const call = z.object({
  at: z.string(),
  client: z.string(),
  tool: z.string(),
  durationMs: z.number(),
  characters: z.number(),
  tokens: z.number(),
  failed: z.boolean(),
})

const history = z.object({
  keeping: z.enum(['on', 'off', 'paused', 'untold']),
  today: z.object({ plays: z.number(), ms: z.number(), exact: z.boolean() }).optional(),
  importing: z.object({ rows: z.number(), plays: z.number(), part: z.number(), secondsLeft: z.number().nullable() }).optional(),
})

const status: z.ZodType<Status> = z.object({
  version: z.string(),
  account,
  endpoint,
  clients: z.array(client),
  blockedClients: z.array(z.string()),
  calls: z.array(call),
  quota,
  paused: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('user'), until: z.string().optional() }),
      z.object({ by: z.literal('locked-screen') }),
    ])
    .optional(),
  history,
  questions: z.array(z.object({ id: z.string(), client: z.string(), question: z.string() })).optional(),
  database: z.object({ reason: z.string(), problem }).optional(),
})

/** The status that another process sent; undefined when it has another form, as that of another version of Tonearm may have. */
export function parseStatus(value: unknown): Status | undefined {
  return status.safeParse(value).data
}
