import { AppBridge, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'

// The page of a client that shows pages of servers, with the protocol package's own half for clients. It runs in a browser: show-page.ts.

declare const callTool: (call: { name: string; arguments?: Record<string, unknown> }) => Promise<CallToolResult>

/** Shows a page in a frame as clients do, and gives it the answer of the call that it was opened for. @param page with the policy inside */
async function openPage(page: string, theme: 'light' | 'dark', answer: CallToolResult): Promise<void> {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.style.cssText = 'border: 0; width: 100%; height: 10px; display: block'
  document.body.append(frame)
  const bridge = new AppBridge(null, { name: 'test client', version: '1.0.0' }, { serverTools: {} }, { hostContext: { theme } })
  const isReady = new Promise<void>((resolve) => {
    bridge.oninitialized = () => resolve()
  })
  bridge.oncalltool = (call) => callTool(call)
  bridge.onsizechange = ({ height }) => {
    frame.style.height = `${height}px`
  }
  const view = frame.contentWindow as Window
  await bridge.connect(new PostMessageTransport(view, view))
  frame.srcdoc = page
  await isReady
  await bridge.sendToolInput({ arguments: {} })
  await bridge.sendToolResult(answer)
  Object.assign(window, {
    changeTheme: (to: 'light' | 'dark') => bridge.setHostContext({ theme: to }),
    leave: () => bridge.teardownResource({}),
  })
}

Object.assign(window, { openPage })
