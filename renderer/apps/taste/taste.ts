import { type TasteView, tasteKey } from '../../../src/shared/taste-view.ts'
import { weekdays } from '../../../src/shared/weekdays.ts'
import { connectHost, part, type ToolAnswer, textOf } from '../host.ts'

/** Shows the report of an answer; one without, which has nothing to report or went wrong, shows as its text. */
function show(answer: ToolAnswer): void {
  const view = answer.isError ? undefined : (answer._meta?.[tasteKey] as TasteView | undefined)
  part('main').hidden = !view
  part('.message').textContent = view ? '' : textOf(answer)
  if (view) draw(view)
}

function draw({ heading, amounts, variety, topFive, clock, week, newArtists, decades, notes }: TasteView): void {
  part('h1').textContent = heading
  part('.amounts').textContent = amounts
  part('.variety').textContent = variety
  const most = Math.max(...topFive.map(({ share }) => share))
  part('.artists ol').replaceChildren(
    ...topFive.map(({ artist, share, percent }) =>
      element('li', {}, element('bdi', {}, artist), bar(share / most), element('span', { class: 'percent' }, percent)),
    ),
  )
  drawClock(clock, week)
  part('.decades').hidden = !decades
  if (decades) drawDecades(decades.shares)
  part('.new').textContent = newArtists ?? ''
  const about = [...(decades ? [`Released in: ${decades.of}.`] : []), ...notes]
  part('details').hidden = about.length === 0
  part('.notes').replaceChildren(...about.map((sentence) => element('p', {}, sentence)))
}

function drawDecades(shares: NonNullable<TasteView['decades']>['shares']): void {
  const most = Math.max(...shares.map(({ share }) => share))
  part('.decades ol').replaceChildren(
    ...shares.map(({ decade, share, percent }) => element('li', {}, bar(share / most), short(percent), element('b', {}, decade))),
  )
}

/** A column has no room for words. */
const short = (percent: string) => percent.replace('under ', '<').replace(' %', '%')

const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** The hours of the week as a table, whose cells are as strong as much was heard, and say how much to those who do not see it. */
function drawClock({ most: peak, parts }: TasteView['clock'], week: number[]): void {
  const most = Math.max(...week)
  part('caption').replaceChildren(peak, element('span', { class: 'parts' }, `; ${parts}`))
  const head = part('thead tr')
  while (head.childElementCount > 1) head.lastElementChild?.remove()
  head.append(...hours.map((hour) => element('th', { scope: 'col' }, hour % 6 === 0 ? `${hour}` : unseen(`${hour}`))))
  part('tbody').replaceChildren(
    ...weekdays.map((weekday, row) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, weekday.slice(0, 3)),
        ...hours.map((hour) => {
          const ms = week[row * 24 + hour] ?? 0
          const cell = element('td', { title: `${weekday}, ${hour}:00 to ${hour + 1}:00: ${heard(ms)}` }, unseen(heard(ms)))
          cell.style.setProperty('--part', `${most ? Math.round((100 * ms) / most) : 0}%`)
          return cell
        }),
      ),
    ),
  )
}

function heard(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 90) return `${minutes} min`
  return `${Math.round(minutes / 60).toLocaleString('en')} h`
}

/** @param part of the longest bar, from 0 to 1 */
function bar(part: number): HTMLElement {
  const whole = element('span', { class: 'bar', 'aria-hidden': 'true' }, element('span', {}))
  whole.style.setProperty('--part', `${Math.max(1, Math.round(100 * part))}%`)
  return whole
}

const unseen = (text: string) => element('span', { class: 'unseen' }, text)

function element(name: string, attributes: Record<string, string>, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children)
  return made
}

await connectHost({ name: 'tonearm-taste', onAnswer: show })
