import { EventEmitter } from 'node:events'
import type { App, WebContents } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { enableWindowPolicies, type WindowPolicy } from '../../../src/desktop/window/window-policy.ts'

/** Contents as Electron announces them, under the rules. */
function createdContents(policy?: WindowPolicy) {
  const app = new EventEmitter()
  const policies = enableWindowPolicies({ app: app as unknown as App })
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn<WebContents['setWindowOpenHandler']>() })
  app.emit('web-contents-created', {}, contents)
  if (policy) policies.set(contents as unknown as WebContents, policy)

  /** Whether the page gets there. */
  function goesTo(url: string, event = 'will-frame-navigate', isMainFrame = true): boolean {
    const navigation = { url, isMainFrame, preventDefault: vi.fn() }
    contents.emit(event, navigation)
    return navigation.preventDefault.mock.calls.length === 0
  }
  const openWindow = (url: string) => contents.setWindowOpenHandler.mock.calls[0]?.[0]({ url } as never)
  return { contents, goesTo, openWindow }
}

const spotifyOnly: WindowPolicy = { mayNavigate: (url) => url.startsWith('https://accounts.spotify.com/') }

describe('the rules for web content', () => {
  it.each(['will-frame-navigate', 'will-redirect'])('hold for %s: the policy decides by the address', (event) => {
    const { goesTo } = createdContents(spotifyOnly)
    expect(goesTo('https://accounts.spotify.com/login', event)).toBe(true)
    expect(goesTo('https://evil.example/', event)).toBe(false)
  })

  it.each(['will-frame-navigate', 'will-redirect'])('let contents without a policy go nowhere (%s)', (event) => {
    expect(createdContents().goesTo('https://accounts.spotify.com/login', event)).toBe(false)
  })

  it.each([true, false])('tell the policy whether it is the main frame (%s)', (isMainFrame) => {
    const mayNavigate = vi.fn(() => true)
    const { goesTo } = createdContents({ mayNavigate })
    expect(goesTo('https://a.example/', 'will-redirect', isMainFrame)).toBe(true)
    expect(mayNavigate.mock.calls).toEqual([['https://a.example/', isMainFrame]])
  })

  it('open no window, whatever the policy; it is told the address', () => {
    const onPopup = vi.fn()
    expect(createdContents({ mayNavigate: () => true, onPopup }).openWindow('https://accounts.google.com/')).toEqual({ action: 'deny' })
    expect(onPopup.mock.calls).toEqual([['https://accounts.google.com/']])
    expect(createdContents().openWindow('https://accounts.google.com/')).toEqual({ action: 'deny' })
  })

  it('attach no webview', () => {
    const { contents } = createdContents(spotifyOnly)
    const event = { preventDefault: vi.fn() }
    contents.emit('will-attach-webview', event, {}, {})
    expect(event.preventDefault).toHaveBeenCalledOnce()
  })
})
