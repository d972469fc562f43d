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
    expect(chooseDevice(devices, last).name).toBe(name)
  })

  it.each([
    [[kitchen, laptop], 'There are Kitchen and Laptop: name one'],
    [[kitchen, device('Kitchen', { id: 'other-0123456789' })], 'There are Kitchen (kitchen-) and Kitchen (other-01)'],
    [[car], '(Car takes no commands). Open Spotify on a phone'],
    [[], 'No device is active. Open Spotify on a phone'],
  ])("is nobody's guess otherwise", (devices, sentence) => {
    expect(() => chooseDevice(devices)).toThrow(sentence)
  })
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
    ['k', 'could be Küche or Küche oben. Give the id.'],
    ['cellar', 'No device is called "cellar". There are: Küche, Küche oben, Laptop, Car.'],
    ['car', 'Car cannot be controlled from other devices.'],
  ])('"%s" is not guessed', (text, sentence) => {
    expect(() => findDevice(text, devices)).toThrow(sentence)
  })

  it('keeps hostile names in the sentence', () => {
    expect(() => findDevice('a\nb', [device('x\ny|z')])).toThrow('No device is called "a b". There are: x y¦z.')
    expect(() => findDevice('x', [])).toThrow('Spotify is open on no device.')
  })
})
