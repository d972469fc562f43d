import type { Plugin } from 'vite'

/**
 * Leaves out of a build what the MCP SDKs bring and Tonearm never uses, but would load at each start, or at the first request of the newer era
 * (`npm run bench -- memory` shows what that saves):
 *
 * - their validators of JSON Schema (ajv, 280 kB each). Both servers give the SDK one that does nothing (`jsonSchemaValidator`), as zod has checked
 *   everything by then;
 * - the schemas of messages that nobody reads here: of tasks, of OAuth, and what only clients get. They are calls, which a bundler must keep unless it
 *   is told that they do nothing else.
 *
 * An SDK that is built in another way one day is left as it is, and a test says so (`test/commands/built.test.ts`).
 */
export const leanSdk: Plugin = {
  name: 'tonearm:lean-sdk',
  enforce: 'pre',

  load(id) {
    if (/@modelcontextprotocol[\\/]sdk[\\/].*[\\/]ajv-provider\.js$/.test(id)) return 'export class AjvJsonSchemaValidator {}'
    if (/@modelcontextprotocol[\\/]server[\\/]dist[\\/]shimsNode\.mjs$/.test(id)) {
      return "export { default as process } from 'node:process'\nexport class DefaultJsonSchemaValidator {}"
    }
    return undefined
  },

  transform(code, id) {
    if (!/@modelcontextprotocol[\\/](?:sdk|server|core)[\\/]/.test(id)) return undefined
    // The table behind `specTypeSchemas` holds every schema.
    let lean = code.replace(/^for \(const .+\) register\(key, .+\);$/gm, '')
    for (const { start, end } of callsAtTheTop(this.parse(lean) as unknown as Program).toReversed()) {
      lean = `${lean.slice(0, start)}/* @__PURE__ */ (() => ${lean.slice(start, end)})()${lean.slice(end)}`
    }
    return { code: lean, map: null }
  },
}

/** What of a syntax tree is looked at here. */
type Program = { body: Statement[] }
type Statement = { declaration?: Statement | null; declarations?: { init?: { type: string; start: number; end: number } | null }[] }

/** Where a module calls something to make a constant, in the order of the text. */
function callsAtTheTop({ body }: Program): { start: number; end: number }[] {
  const declared = body.flatMap((statement) => (statement.declaration ?? statement).declarations ?? [])
  return declared.flatMap(({ init }) => (init?.type === 'CallExpression' ? [init] : []))
}
