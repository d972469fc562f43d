import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { expect, onTestFinished } from 'vitest'
import { callTool, type Product, type ProductOptions, startProduct } from './product.ts'

/** The product in a test, with one client connected. */
export type RunningTonearm = Omit<Product, 'stop'> & {
  client: Client
  /** Calls a tool and gives the text of its answer. Fails when the answer is an error. */
  call(name: string, parameters?: Record<string, unknown>): Promise<string>
  /** Calls a tool that must fail and gives the sentence. */
  callInVain(name: string, parameters?: Record<string, unknown>): Promise<string>
}

/** Starts it for one test; it stops by itself at the end, and fails the test when a request or answer broke Spotify's contract. */
export async function startTonearm(options: ProductOptions = {}): Promise<RunningTonearm> {
  const product = await startProduct(options)
  onTestFinished(async () => {
    await product.stop()
    expect(product.spotify.violations()).toEqual([])
  })

  const client = await product.connect('test client')
  const checked = (failed: boolean) => async (name: string, parameters?: Record<string, unknown>) => {
    const answer = await callTool(client, name, parameters)
    expect(answer.failed, answer.text).toBe(failed)
    return answer.text
  }
  return { ...product, client, call: checked(false), callInVain: checked(true) }
}
