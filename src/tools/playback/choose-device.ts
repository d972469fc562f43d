import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import { bareWords, hasWords } from '../../shared/songs.ts'
import { sameWords } from '../../shared/words.ts'
import type { Device } from '../../spotify/playback.ts'
import type { LastDevice } from '../../spotify/player.ts'
import { meaningfulWords, readDevice } from './device-words.ts'

/** A device that commands can be sent to. */
export type UsableDevice = Device & { id: string }

/** So many characters of a device's id tell devices of the same name apart. */
const shownIdLength = 8

/**
 * The device that was asked for: by its name (upper and lower case and accents do not matter), words of it, its kind ("my phone", "auf dem Handy"), both
 * ("kitchen speaker"), or (the beginning of) its id. A whole name goes before a part of one, and a name before a kind.
 *
 * @throws Problem `device-not-found` or `ambiguous-item` that names the devices there are, `player-restriction` when it takes no commands
 */
export function findDevice(text: string, devices: Device[]): UsableDevice {
  const matching = matchingDevices(text, devices)
  const able = matching.filter(isUsable)
  const [found, ...others] = able.length > 0 ? able : matching
  if (!found) {
    const there = devices.length > 0 ? `There are: ${listed(devices)}.` : 'Spotify is open on no device.'
    throw new Problem(
      'device-not-found',
      `No device is called "${cleanText(text, 60)}". ${there} To use another one, open Spotify on it, then try again.`,
    )
  }
  if (others.length > 0) {
    const choices = listed([found, ...others], ' or ')
    throw new Problem('ambiguous-item', `"${cleanText(text, 60)}" could be ${choices}. Ask the user which one.`)
  }
  return usable(found)
}

function matchingDevices(text: string, devices: Device[]): Device[] {
  const { name: asked, kinds } = readDevice(text)
  const meant = meaningfulWords(text)
  const isKind = ({ kind }: Device) => kinds.includes(kind.toLowerCase())
  const named = (words: string) => devices.filter(({ name }) => hasWords(bareWords(name), words))
  const ways: (() => Device[])[] = [
    () => devices.filter(({ id }) => id === text || (text.length >= shownIdLength && id?.startsWith(text))),
    () => devices.filter(({ name }) => sameWords(name, text)),
    () => devices.filter(({ name }) => meant !== '' && meaningfulWords(name) === meant),
    // A kind alone means every device of that kind, and those that only call themselves so.
    () => (asked === '' ? devices.filter((device) => isKind(device) || hasWholeWords(device.name, meant)) : named(text)),
    () => (asked === '' ? [] : named(asked).filter((device) => kinds.length === 0 || isKind(device))),
  ]
  for (const way of ways) {
    const matching = way()
    if (matching.length > 0) return matching
  }
  return []
}

function hasWholeWords(name: string, words: string): boolean {
  return words !== '' && ` ${bareWords(name)} `.includes(` ${words} `)
}

/**
 * The device to use when none was named: the active one, else the one that was active last, else the only one.
 *
 * @param lastUsed the devices that Tonearm saw active, the last one first
 * @throws Problem `no-active-device` that names the devices there are
 */
export function chooseDevice(devices: Device[], lastUsed: readonly LastDevice[] = []): UsableDevice {
  const candidates = devices.filter(isUsable)
  const [only, ...others] = candidates
  const chosen = candidates.find(({ active }) => active) ?? candidates.find(({ id }) => id === lastUsed[0]?.id)
  if (chosen) return chosen
  if (only && others.length === 0) return only
  const sentence = only
    ? `No device is active. There are ${listed(candidates, ' and ')}: name one as \`device\`, or ask the user which one.`
    : `No device is active. ${whereToOpen(devices, lastUsed)}, then try again.`
  throw new Problem('no-active-device', sentence)
}

function whereToOpen(unusable: Device[], lastUsed: readonly LastDevice[]): string {
  if (unusable.length > 0) return `Apps cannot control ${listed(unusable, ' and ')}. Open Spotify on another device`
  if (lastUsed.length === 0) return 'Open Spotify on a phone, computer or speaker'
  const names = lastUsed.map(deviceName)
  return `Open Spotify on one of the user's devices (last used: ${names.join(', ')})`
}

/** @throws Problem `player-restriction` when no command can be sent to it */
export function usable(device: Device): UsableDevice {
  if (isUsable(device)) return device
  throw new Problem('player-restriction', `Apps cannot control ${deviceName(device)}. Use another device, or control this one by hand.`)
}

/** How a device is named in a sentence or row. */
export function deviceName({ name }: Pick<Device, 'name'>): string {
  return cleanText(name, 60).replaceAll('|', '¦') || '(no name)'
}

/** The beginning of the id, for devices whose name another one has, too. */
export function deviceMark(device: Device, all: Device[]): string | undefined {
  return all.filter(({ name }) => sameWords(name, device.name)).length > 1 ? device.id?.slice(0, shownIdLength) : undefined
}

function isUsable(device: Device): device is UsableDevice {
  return device.id !== undefined && !device.restricted
}

function listed(devices: Device[], last = ', '): string {
  const names = devices.slice(0, 8).map((device) => {
    const mark = deviceMark(device, devices)
    return mark ? `${deviceName(device)} (${mark})` : deviceName(device)
  })
  return names.length > 1 ? `${names.slice(0, -1).join(', ')}${last}${names.at(-1)}` : names.join('')
}
