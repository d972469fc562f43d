import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAppRequest, contentSecurityPolicy, resolveAppFile } from '../../../src/desktop/window/app-protocol.ts'

let directory: string
const folder = () => join(directory, 'renderer')

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'tonearm-app-'))
  mkdirSync(join(directory, 'renderer', 'assets'), { recursive: true })
  writeFileSync(join(directory, 'renderer', 'index.html'), '<p>the page</p>')
  writeFileSync(join(directory, 'renderer', 'assets', 'main.js'), 'run()')
  writeFileSync(join(directory, 'renderer', 'settings.json'), '{}')
  writeFileSync(join(directory, 'secret.html'), 'secret')
  writeFileSync(join(directory, 'renderer-secret.html'), 'secret')
})

afterAll(() => rmSync(directory, { recursive: true }))

describe('app://tonearm', () => {
  it('answers with the files of the settings window, and with its policy', async () => {
    const page = await answerAppRequest({ url: 'app://tonearm/', method: 'GET' }, folder())
    expect(page.status).toBe(200)
    expect(await page.text()).toBe('<p>the page</p>')
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const script = await answerAppRequest({ url: 'app://tonearm/assets/main.js?v=1#x', method: 'GET' }, folder())
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it.each([
    '../secret.html',
    '%2e%2e/secret.html',
    '..%2fsecret.html',
    '%252e%252e%252fsecret.html',
    'assets/../../secret.html',
    'assets/..%2f..%2fsecret.html',
    '..\\secret.html',
    '%5c..%5csecret.html',
    '../renderer-secret.html',
    'index.html%00.js',
    'assets/./main.js%00',
    '/etc/passwd',
    '%',
    'settings.json',
    'assets',
    'missing.html',
  ])('answers with nothing for %s', async (path) => {
    const answer = await answerAppRequest({ url: `app://tonearm/${path}`, method: 'GET' }, folder())
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 404, body: '' })
  })

  it.each([
    'app://other/index.html',
    'app://tonearm.evil/index.html',
    'https://tonearm/index.html',
    'file:///index.html',
    'app:index.html',
    'nothing',
  ])('has nothing at %s', (address) => expect(resolveAppFile(address, folder())).toBeUndefined())

  it('is for reading', async () => {
    const answer = await answerAppRequest({ url: 'app://tonearm/', method: 'POST' }, folder())
    expect(answer.status).toBe(405)
    expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
  })
})
