import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { start } from '../run-program.ts'

const program = join(dirname(createRequire(import.meta.url).resolve('@anthropic-ai/mcpb')), 'cli', 'cli.js')

/** Runs `mcpb` as a person would. Fails when it does. */
export async function mcpb(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await start(process.execPath, [program, ...words], { PATH: process.env.PATH ?? '' }).ended
  expect(code, stdout + stderr).toBe(0)
  return stdout
}
