import { render } from 'preact'
import type { Bridge } from '../src/shared/contract.ts'
import { App } from './app.tsx'

declare global {
  interface Window {
    /** The only way out of this window; the preload puts it here. */
    tonearm: Bridge
  }
}

const place = document.getElementById('app')
if (place) render(<App api={window.tonearm} />, place)
