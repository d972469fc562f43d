import { setTimeout as pause } from 'node:timers/promises'

/** A service that speaks JSON over HTTP. `key` is the secret that stands in the headers. */
export type Service = { url: string; headers: Record<string, string>; key: string; sleep?: (milliseconds: number) => Promise<void> }

const mostAttempts = 4
const longestWaitMs = 60_000
const limitMs = 180_000

/** Programs for local models take any word as a key, such as "none", which may well stand in an answer. */
const shortestSecret = 8

/**
 * One request to a model's service, repeated when it is busy or out of order. The key is taken out of all that comes back, so that it cannot
 * get into a page or a message.
 *
 * @throws Error with a sentence
 */
export async function postJson(service: Service, body: unknown): Promise<unknown> {
  const { url, headers, key, sleep = pause } = service
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(url, { ...headers, 'content-type': 'application/json' }, body)
    const text = key.length < shortestSecret ? answer.text : answer.text.replaceAll(key, '[key]')
    if (answer.status === 200) return parsed(text, url)
    const isWorthRepeating = answer.status === 0 || answer.status === 429 || answer.status >= 500
    if (!isWorthRepeating || attempt === mostAttempts) throw new Error(sentence(url, answer.status, text))
    await sleep(Math.min(answer.retryAfterMs ?? 1_000 * 2 ** attempt, longestWaitMs))
  }
}

/** Status 0: there is no answer, and the text says why. */
async function send(url: string, headers: Record<string, string>, body: unknown) {
  try {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(limitMs) })
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    return { status: response.status, text: await response.text(), retryAfterMs: seconds >= 0 ? seconds * 1_000 : undefined }
  } catch (error) {
    const { message, cause } = error as Error
    return { status: 0, text: cause instanceof Error ? cause.message : message, retryAfterMs: undefined }
  }
}

function parsed(text: string, url: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${url} did not answer with JSON. Check the address of the model's service.`)
  }
}

function sentence(url: string, status: number, text: string): string {
  const said = text.replace(/\s+/g, ' ').slice(0, 300)
  return status === 0 ? `${url} cannot be reached: ${said}` : `${url} answered ${status}: ${said}`
}
