import { describe, expect, it } from 'vitest'
import type { Device } from '../../../src/spotify/playback.ts'
import { chooseDevice, findDevice } from '../../../src/tools/playback/choose-device.ts'

const device = (name: string, rest: Partial<Device> = {}): Device => ({
  id: `${name.toLowerCase()}-0123456789`,
  name,
  kind: 'Speaker',
  active: false,
  restricted: false,
  privateSession: false,
  volumeFixed: false,
  ...rest,
})
const [kitchen, laptop, car] = [device('Kitchen'), device('Laptop'), device('Car', { restricted: true })]

describe('the device to use when none was named', () => {
  it.each([
    ['the active one', [kitchen, device('Laptop', { active: true })], undefined, 'Laptop'],
    ['the active one before the last one', [kitchen, device('Laptop', { active: true })], kitchen.id, 'Laptop'],
    ['the last one', [kitchen, laptop], laptop.id, 'Laptop'],
    ['the only one', [kitchen], undefined, 'Kitchen'],
    ['the only one that takes commands', [car, laptop, device('Ghost', { id: undefined })], 'gone', 'Laptop'],
    ['not an active one that takes none', [device('Car', { active: true, restricted: true }), laptop], undefined, 'Laptop'],
  ])('is %s', (_, devices, last, name) => {
    expect(chooseDevice(devices, last === undefined ? [] : [{ id: last, name: 'Last' }]).name).toBe(name)
  })

  it.each([
    [[kitchen, laptop], 'There are Kitchen and Laptop: name one'],
    [[kitchen, device('Kitchen', { id: 'other-0123456789' })], 'There are Kitchen (kitchen-) and Kitchen (other-01)'],
    [[car], 'No device is active. Apps cannot control Car. Open Spotify on another device, then try again.'],
    [[], 'No device is active. Open Spotify on a phone'],
  ])("is nobody's guess otherwise", (devices, sentence) => {
    expect(() => chooseDevice(devices)).toThrow(sentence)
  })
})

it('names the devices used last when Spotify is open on none', () => {
  const last = ['Kitchen', 'Laptop'].map((name) => ({ id: name, name }))
  expect(() => chooseDevice([], last)).toThrow(
    "No device is active. Open Spotify on one of the user's devices (last used: Kitchen, Laptop), then try again.",
  )
})

describe('a device that was named', () => {
  const devices = [device('Küche'), device('Küche oben', { id: 'upstairs-0123' }), laptop, car]

  it.each([
    ['KÜCHE', 'Küche'],
    ['kuche', 'Küche'],
    ['oben', 'Küche oben'],
    ['oben kuche', 'Küche oben'],
    ['lap', 'Laptop'],
    ['laptop-0123456789', 'Laptop'],
    ['upstairs', 'Küche oben'],
  ])('"%s" is %s', (text, name) => {
    expect(findDevice(text, devices).name).toBe(name)
  })

  it.each([
    ['k', 'could be Küche or Küche oben. Ask the user which one.'],
    ['cellar', 'No device is called "cellar". There are: Küche, Küche oben, Laptop, Car.'],
    ['car', 'Apps cannot control Car. Use another device, or control this one by hand.'],
  ])('"%s" is not guessed', (text, sentence) => {
    expect(() => findDevice(text, devices)).toThrow(sentence)
  })

  it('keeps hostile names in the sentence', () => {
    expect(() => findDevice('a\nb', [device('x\ny|z')])).toThrow('No device is called "a b". There are: x y¦z.')
    expect(() => findDevice('x', [])).toThrow('Spotify is open on no device.')
  })
})

describe('a device in other words', () => {
  const kinds: [string, string][] = [
    ['Kitchen', 'Speaker'],
    ["Anna's Pixel", 'Smartphone'],
    ['DESKTOP-7QK2', 'Computer'],
    ['Festive Lounge', 'CastVideo'],
    ['My Golf', 'Automobile'],
    ['Tab A8', 'Tablet'],
    ['PS5', 'GameConsole'],
  ]
  const devices = kinds.map(([name, kind]) => device(name, { kind }))

  it.each([
    ['kitchen speaker', 'Kitchen'],
    ['the speaker in the kitchen', 'Kitchen'],
    ['on the Kitchen', 'Kitchen'],
    ['speaker', 'Kitchen'],
    ['der Lautsprecher', 'Kitchen'],
    ['el altavoz', 'Kitchen'],
    ["l'enceinte", 'Kitchen'],
    ['a caixa de som', 'Kitchen'],
    ['my phone', "Anna's Pixel"],
    ['mobile phone', "Anna's Pixel"],
    ["Anna's phone", "Anna's Pixel"],
    ['auf dem Handy', "Anna's Pixel"],
    ['mein Handy', "Anna's Pixel"],
    ['mi móvil', "Anna's Pixel"],
    ['en mi teléfono', "Anna's Pixel"],
    ['mon téléphone portable', "Anna's Pixel"],
    ['sul cellulare', "Anna's Pixel"],
    ['no meu telemóvel', "Anna's Pixel"],
    ['the computer', 'DESKTOP-7QK2'],
    ['this PC', 'DESKTOP-7QK2'],
    ['my laptop', 'DESKTOP-7QK2'],
    ["l'ordinateur", 'DESKTOP-7QK2'],
    ['ordinateur portable', 'DESKTOP-7QK2'],
    ['mein Rechner', 'DESKTOP-7QK2'],
    ['tv', 'Festive Lounge'],
    ['Lounge TV', 'Festive Lounge'],
    ['der Fernseher', 'Festive Lounge'],
    ['la televisión', 'Festive Lounge'],
    ['the car', 'My Golf'],
    ['im Auto', 'My Golf'],
    ['la macchina', 'My Golf'],
    ['iPad', 'Tab A8'],
    ['the game console', 'PS5'],
  ])('"%s" is %s', (text, name) => {
    expect(findDevice(text, devices).name).toBe(name)
  })

  it.each(['kitchen phone', 'cellar speaker', 'watch', 'my device', 'here'])('"%s" is none of them', (text) => {
    expect(() => findDevice(text, devices)).toThrow(`No device is called "${text}". There are: Kitchen, Anna's Pixel`)
  })

  it('never takes a part of a word for the word', () => {
    const [festive, carmen] = [device('Festive Lounge'), device("Carmen's room")]
    for (const text of ['tv', 'car', 'my car', 'room tv']) expect(() => findDevice(text, [festive, carmen])).toThrow('No device is called')
  })

  it('asks when several are of the kind, and takes the only one that can be controlled', () => {
    const phones = ['Pixel', 'iPhone'].map((name) => device(name, { kind: 'Smartphone' }))
    expect(() => findDevice('my phone', phones)).toThrow('"my phone" could be Pixel or iPhone. Ask the user which one.')
    expect(findDevice('my iphone', phones).name).toBe('iPhone')
    expect(findDevice('my phone', [...phones.slice(1), device('Old', { kind: 'Smartphone', restricted: true })]).name).toBe('iPhone')
  })

  it('prefers a whole name to a kind, and asks where only a part of the name says the kind', () => {
    const [phone, pixel, bar] = [
      device('Phone', { kind: 'Smartphone' }),
      device('Pixel', { kind: 'Smartphone' }),
      device('TV Soundbar', { kind: 'Speaker' }),
    ]
    expect(findDevice('my phone', [phone, pixel]).name).toBe('Phone')
    expect(() => findDevice('the tv', [bar, device('Samsung', { kind: 'TV' })])).toThrow('could be TV Soundbar or Samsung')
  })
})
