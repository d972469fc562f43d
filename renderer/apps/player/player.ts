import { type PlayerView, playerKey } from '../../../src/shared/player-view.ts'
import { connectHost, type Host, type ToolAnswer, textOf } from '../host.ts'

type Action = 'previous' | 'pause' | 'resume' | 'next' | 'save'

/** How often the bar moves. */
const tickMs = 1_000

/** Spotify needs a moment until the next song is what it says. */
const afterEndMs = 1_500

const part = <Kind extends Element = HTMLElement>(selector: string) => document.querySelector(selector) as Kind
const buttons = [...document.querySelectorAll('button')]
const cover = part<HTMLImageElement>('img')

let host: Host | undefined
let view: PlayerView | undefined
let savedUri: string | undefined
/** When `view` was true, by the clock that only runs forward. */
let seenAt = 0
let askedAtEnd = false

/** Shows what an answer says; one that says nothing of the player shows as its text. */
function show(answer: ToolAnswer): void {
  const said = answer._meta?.[playerKey] as PlayerView | undefined
  part('.message').textContent = said?.item && !answer.isError ? '' : firstLine(textOf(answer))
  if (!said) return
  view = said
  seenAt = performance.now()
  askedAtEnd = false
  draw()
}

const firstLine = (text: string) => text.split('\n')[0] ?? ''

function draw(): void {
  const { item, playing = false, device = '' } = view ?? {}
  part('main').hidden = !item
  if (!item) return
  part('.title').textContent = item.title
  part('.by').textContent = [item.by, item.from].filter(Boolean).join(' · ')
  part('.device').textContent = device
  if (cover.getAttribute('src') !== (item.cover ?? null)) {
    cover.hidden = !item.cover
    if (item.cover) cover.src = item.cover
    else cover.removeAttribute('src')
  }
  const toggle = part('.main')
  toggle.dataset.action = playing ? 'pause' : 'resume'
  toggle.setAttribute('aria-label', playing ? 'Pause' : 'Play')
  const save = part<HTMLButtonElement>('[data-action="save"]')
  const isSaved = item.uri !== undefined && item.uri === savedUri
  save.hidden = item.uri === undefined
  save.setAttribute('aria-pressed', String(isSaved))
  save.setAttribute('aria-label', isSaved ? 'Saved to your library' : 'Save to your library')
  drawTime()
}

function drawTime(): void {
  if (!view?.item) return
  const { durationMs } = view.item
  const position = Math.min(durationMs, view.positionMs + (view.playing ? performance.now() - seenAt : 0))
  const bar = part('.bar')
  bar.setAttribute('aria-valuemax', String(Math.round(durationMs / 1000)))
  bar.setAttribute('aria-valuenow', String(Math.round(position / 1000)))
  part('.bar div').style.width = `${durationMs ? (100 * position) / durationMs : 0}%`
  part('.position').textContent = clock(position)
  part('.duration').textContent = clock(durationMs)
  if (view.playing && position >= durationMs && !askedAtEnd) {
    // Once: every question to Spotify counts.
    askedAtEnd = true
    setTimeout(() => void ask('get_playback', {}), afterEndMs)
  }
}

function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const twoDigits = (number: number) => String(number).padStart(2, '0')
  return hours ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}` : `${minutes}:${twoDigits(seconds % 60)}`
}

/** Calls a tool and shows what it says. @returns whether it did what it was asked */
async function ask(tool: string, parameters: Record<string, unknown>): Promise<boolean> {
  if (!host) return false
  for (const button of buttons) button.disabled = true
  try {
    const answer = await host.callTool(tool, parameters)
    show(answer)
    return !answer.isError
  } catch (error) {
    part('.message').textContent = error instanceof Error ? error.message : String(error)
    return false
  } finally {
    for (const button of buttons) button.disabled = false
  }
}

async function press(action: Action): Promise<void> {
  if (action !== 'save') return void (await ask('control_playback', { action }))
  const uri = view?.item?.uri
  if (!uri || uri === savedUri || !(await ask('edit_library', { save: [uri] }))) return
  savedUri = uri
  part('.message').textContent = ''
  draw()
}

for (const button of buttons) button.addEventListener('click', () => void press(button.dataset.action as Action))
cover.addEventListener('error', () => {
  cover.hidden = true
})
setInterval(drawTime, tickMs)
host = await connectHost({ name: 'tonearm-player', onAnswer: show })
