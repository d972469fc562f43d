import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import { containsWords, sameWords } from '../../shared/words.ts'
import type { Device } from '../../spotify/playback.ts'

/** A device that commands can be sent to. */
export type UsableDevice = Device & { id: string }

/** So many characters of a device's id tell devices of the same name apart. */
const shownIdLength = 8

/**
 * The device that was asked for: by its name (upper and lower case and accents do not matter), a part of the name, or (the beginning of) its id.
 * A whole name goes before a part of one.
 *
 * @throws Problem `device-not-found` or `ambiguous-item` that names the devices there are, `player-restriction` when it takes no commands
 */
export function findDevice(text: string, devices: Device[]): UsableDevice {
  const candidates = [
    devices.filter(({ id }) => id === text || (text.length >= shownIdLength && id?.startsWith(text))),
    devices.filter(({ name }) => sameWords(name, text)),
    devices.filter(({ name }) => containsWords(name, text)),
  ]
  const [found, ...others] = candidates.find((matching) => matching.length > 0) ?? []
  if (!found) {
    const there = devices.length > 0 ? `There are: ${listed(devices)}.` : 'Spotify is open on no device.'
    throw new Problem(
      'device-not-found',
      `No device is called "${cleanText(text, 60)}". ${there} To use another one, open Spotify on it, then try again.`,
    )
  }
  if (others.length > 0) {
    throw new Problem('ambiguous-item', `"${cleanText(text, 60)}" could be ${listed([found, ...others], ' or ')}. Give the id.`)
  }
  return usable(found)
}

/**
 * The device to use when none was named: the active one, else the one that was active last, else the only one.
 *
 * @param lastDeviceId the device that Tonearm saw last
 * @throws Problem `no-active-device` that names the devices there are
 */
export function chooseDevice(devices: Device[], lastDeviceId?: string): UsableDevice {
  const candidates = devices.filter(isUsable)
  const [only, ...others] = candidates
  const chosen = candidates.find(({ active }) => active) ?? candidates.find(({ id }) => id === lastDeviceId)
  if (chosen) return chosen
  if (only && others.length === 0) return only
  const sentence = only
    ? `No device is active. There are ${listed(candidates, ' and ')}: name one as \`device\`, or ask the user which one.`
    : `No device is active${devices.length > 0 ? ` (${listed(devices)} takes no commands)` : ''}. Open Spotify on a phone, computer or speaker, then try again.`
  throw new Problem('no-active-device', sentence)
}

/** @throws Problem `player-restriction` when no command can be sent to it */
export function usable(device: Device): UsableDevice {
  if (isUsable(device)) return device
  throw new Problem(
    'player-restriction',
    `${deviceName(device)} cannot be controlled from other devices. Use another device, or do it on this one by hand.`,
  )
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
