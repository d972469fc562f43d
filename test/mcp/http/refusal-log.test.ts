import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openLog } from '../../../src/config/logging.ts'
import { createRefusalLog } from '../../../src/mcp/http/refusal-log.ts'
import { running } from '../running.ts'

const refusal = { status: 401, sentence: 'The access token is missing or wrong.' }

describe('the log of refused requests', () => {
  it('has the first ten of a minute as they come, and the others as one number', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const lines: string[] = []
    const refusals = createRefusalLog({ info: (line) => lines.push(line) })
    for (let count = 0; count < 49_812; count += 1) refusals.add(refusal)
    refusals.add({ status: 413, sentence: 'Too large.' })
    expect(lines).toEqual([
      ...Array(10).fill('Refused a request (401). The access token is missing or wrong.'),
      'Refused a request (413). Too large.',
    ])
    vi.advanceTimersByTime(60_000)
    expect(lines.slice(11)).toEqual(['Refused 49,812 requests without the access key in the last minute.'])
    refusals.add(refusal)
    expect(lines.at(-1)).toBe('Refused a request (401). The access token is missing or wrong.')
    vi.advanceTimersByTime(60_000)
    expect(lines).toHaveLength(13)
  })

  it('keeps what stood there before a flood of requests without a token', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tonearm-flood-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'tonearm.log')
    const log = openLog({ file, level: 'info' })
    log.info('What happened before.')
    const { endpoint } = await running({ log })
    const agent = new Agent({ keepAlive: true, maxSockets: 20 })
    const ask = () =>
      new Promise<void>((resolve, reject) => {
        const asked = request(endpoint.url, { agent, method: 'GET' }, (response) => response.resume().once('end', resolve))
        asked.once('error', reject).end()
      })
    for (let round = 0; round < 50; round += 1) await Promise.all(Array.from({ length: 100 }, ask))
    agent.destroy()
    await endpoint.close()
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('What happened before.')
    expect(text).toContain('Refused 5,000 requests without the access key in the last minute.')
    expect(statSync(file).size).toBeLessThan(10_000)
  })
})
