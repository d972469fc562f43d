import { readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { replaceFile } from '../config/replace-file.ts'

const schema = z.object({
  url: z.url({ protocol: /^http$/ }),
  token: z.string().min(1),
  pid: z.int().positive(),
  version: z.string(),
})

/**
 * How to reach the running endpoint. The file that holds it lets `tonearm status` and the bridge find the endpoint and its token; it exists
 * only while the endpoint runs and is readable by its owner only.
 */
export type EndpointFile = z.output<typeof schema>

/** Writes it, in place of the one of whoever ran before. */
export function writeEndpointFile(path: string, content: EndpointFile): void {
  replaceFile(path, `${JSON.stringify(content)}\n`)
}

/** What stands in it; undefined when it is not there or not ours to understand. The process may have crashed since: ask the URL. */
export function readEndpointFile(path: string): EndpointFile | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** Removes it if it is still the one we wrote: another Tonearm may have taken over. */
export function removeEndpointFile(path: string, ours: Pick<EndpointFile, 'pid' | 'token'>): void {
  const found = readEndpointFile(path)
  if (found && found.pid === ours.pid && found.token === ours.token) rmSync(path, { force: true })
}
