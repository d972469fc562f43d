import { problemKey } from '../../../src/shared/card.ts'
import { type PlayerView, playerKey } from '../../../src/shared/player-view.ts'
import { connectHost, type Host, part, type ToolAnswer, textOf } from '../host.ts'

type Action = 'previous' | 'pause' | 'resume' | 'next' | 'save'

/** How often the bar moves. */
const tickMs = 1_000

/** Spotify needs a moment until the next song is what it says. */
const afterEndMs = 1_500

const buttons = [...document.querySelectorAll<HTMLButtonElement>('.buttons button')]
const again = part<HTMLButtonElement>('.again')
const cover = part<HTMLImageElement>('img')

let host: Host | undefined
let view: PlayerView | undefined
let savedUri: string | undefined
/** Why buttons cannot work that an answer has refused for good. */
let refused: PlayerView['cannot'] = {}
let asking = false
let askedAtEnd = false

/** Trying again cannot help. */
const lasting: unknown[] = ['listener-without-premium', 'owner-without-premium']

/** Shows what an answer says; one that says nothing of the player shows as its text. */
function show(answer: ToolAnswer): void {
  const said = answer._meta?.[playerKey] as PlayerView | undefined
  const sentence = firstLine(textOf(answer))
  part('.message').textContent = said?.item && !answer.isError ? '' : sentence
  if (lasting.includes(answer._meta?.[problemKey])) refused = { control: sentence }
  if (said) {
    view = said
    askedAtEnd = false
  }
  draw()
}

const firstLine = (text: string) => text.split('\n')[0] ?? ''

function draw(): void {
  const { item, playing = false, device = '' } = view ?? {}
  part('main').hidden = !item
  part('.why').hidden = !item
  again.hidden = item !== undefined
  again.disabled = asking
  if (!item) return
  part('.title').textContent = item.title
  part('.by').replaceChildren(...[item.by, item.from].filter(Boolean).flatMap((name, index) => [index ? ' · ' : '', isolated(name)]))
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
  drawButtons()
  drawTime()
}

/** Those that cannot work say why, each for itself and once for all who only look. */
function drawButtons(): void {
  const cannot = { ...view?.cannot, ...refused }
  for (const button of buttons) {
    const why = button.dataset.action === 'save' ? cannot.save : cannot.control
    button.disabled = asking || why !== undefined
    button.title = why ?? ''
  }
  const reasons = [...new Set([cannot.control, cannot.save])].filter((why) => why !== undefined)
  part('.why').textContent = reasons.join(' ')
}

/** A name, which may read from right to left, apart from what stands beside it. */
function isolated(name = ''): HTMLElement {
  const element = document.createElement('bdi')
  element.textContent = name
  return element
}

function drawTime(): void {
  if (!view?.item) return
  const { durationMs } = view.item
  // The clocks of two computers may differ.
  const passed = view.playing ? Math.max(0, Date.now() - view.at) : 0
  const position = Math.min(durationMs, view.positionMs + passed)
  const bar = part('.bar')
  bar.setAttribute('aria-valuemax', String(Math.round(durationMs / 1000)))
  bar.setAttribute('aria-valuenow', String(Math.round(position / 1000)))
  bar.setAttribute('aria-valuetext', `${clock(position)} of ${clock(durationMs)}`)
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
  asking = true
  draw()
  try {
    const answer = await host.callTool(tool, parameters)
    show(answer)
    return !answer.isError
  } catch (error) {
    part('.message').textContent = error instanceof Error ? error.message : String(error)
    return false
  } finally {
    asking = false
    draw()
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
again.addEventListener('click', () => void ask('get_playback', {}))
cover.addEventListener('error', () => {
  cover.hidden = true
})
setInterval(drawTime, tickMs)
host = await connectHost({ name: 'tonearm-player', onAnswer: show })
