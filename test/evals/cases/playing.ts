import { track } from '../../fake-spotify/builders.ts'
import { noErrors, player, plays, queued, tells } from '../checks.ts'
import { call, type EvalCase } from '../eval-case.ts'
import { idOf } from '../from-answers.ts'

const volumeOf = (name: string, is: (percent: number) => boolean) =>
  player(`the volume of ${name} is right`, (_, { devices }) => devices.some((device) => device.name === name && is(device.volumePercent)))

const rainCheck = `https://open.spotify.com/track/${track({ name: 'Rain Check', artists: ['Yellow Umbrella'], album: 'First Drops' }).id}?si=abc`

/** Starting music and working the player. */
export const playing: EvalCase[] = [
  {
    name: 'play a song',
    language: 'English',
    says: 'Play Midnight River by Golden Static',
    script: [call('play', { what: 'Midnight River Golden Static' })],
    checks: [plays('Midnight River')],
    within: { calls: 2, tokens: 200 },
  },
  {
    name: 'play a pasted link',
    language: 'German',
    says: `Spiel das mal: ${rainCheck}`,
    script: [call('play', { what: rainCheck })],
    checks: [plays('Rain Check')],
    within: { calls: 2, tokens: 150 },
  },
  {
    name: 'play a playlist shuffled on another device',
    language: 'English',
    says: 'put my coffee playlist on in the kitchen, shuffled',
    script: [call('play', { what: 'Morning Coffee', device: 'Kitchen', shuffle: true })],
    checks: [
      player('Morning Coffee plays', ({ context }, { playlists }) => context?.uri.endsWith(playlists[0]?.id ?? '-') === true),
      player('it plays in the kitchen', ({ deviceId, isPlaying }, { devices }) => isPlaying && deviceId === devices[0]?.id),
      player('shuffle is on', ({ shuffle }) => shuffle),
    ],
    within: { calls: 3, tokens: 200 },
  },
  {
    name: 'play an album from a song on',
    language: 'English',
    says: 'play Quiet Harbor Letters from the third song',
    script: [
      call('search_catalog', { query: 'Quiet Harbor Letters', types: ['album'] }),
      call('play', { what: idOf('Quiet Harbor Letters'), position: 3 }),
    ],
    checks: [plays('Rising Wolf'), player('the album goes on', ({ upcoming }) => upcoming[0]?.name === 'Crimson Chorus')],
    within: { calls: 3, tokens: 250 },
  },
  {
    name: 'play something by an artist',
    language: 'Spanish',
    says: 'pon algo de los faroles',
    script: [call('play', { what: 'Los Faroles' })],
    checks: [
      player('Los Faroles play', ({ item, isPlaying }) => isPlaying && item?.type === 'track' && item.artists[0]?.name === 'Los Faroles'),
    ],
    within: { calls: 3, tokens: 200 },
  },
  {
    name: 'pause',
    language: 'English',
    says: 'shh stop the music',
    script: [call('control_playback', { action: 'pause' })],
    checks: [player('nothing plays', ({ isPlaying }) => !isPlaying)],
    within: { calls: 1, tokens: 100 },
  },
  {
    name: 'resume',
    language: 'German',
    says: 'weiter bitte',
    prepare: (world) => {
      world.player.isPlaying = false
    },
    script: [call('play')],
    checks: [plays('Sudden Whisper')],
    within: { calls: 2, tokens: 100 },
  },
  {
    name: 'skip a song',
    language: 'English',
    says: 'nah next one',
    script: [call('control_playback', { action: 'next' })],
    checks: [plays('Rising Wolf')],
    within: { calls: 1, tokens: 100 },
  },
  {
    name: 'go back to the song before',
    language: 'Spanish',
    says: 'Vuelve a la canción anterior',
    script: [call('control_playback', { action: 'previous' })],
    checks: [plays('Midnight River')],
    within: { calls: 2, tokens: 100 },
  },
  {
    name: 'turn it up a little',
    language: 'English',
    says: 'a bit louder please',
    script: [call('control_playback', { action: 'volume', value: '+10' })],
    checks: [volumeOf('Laptop', (percent) => percent > 60 && percent <= 80)],
    within: { calls: 2, tokens: 150 },
  },
  {
    name: 'set the volume of another device',
    language: 'German',
    says: 'Stell die Lautstärke von Kitchen auf 20 Prozent',
    script: [call('control_playback', { action: 'volume', value: 20, device: 'Kitchen' })],
    checks: [volumeOf('Kitchen', (percent) => percent === 20), volumeOf('Laptop', (percent) => percent === 60)],
    within: { calls: 2, tokens: 150 },
  },
  {
    name: 'jump to a place in the song',
    language: 'English',
    says: 'skip to 2:30 in this song',
    script: [call('control_playback', { action: 'seek', value: '2:30' })],
    checks: [player('it plays from 2:30 on', ({ progressMs }) => progressMs >= 150_000 && progressMs < 170_000), plays('Sudden Whisper')],
    within: { calls: 1, tokens: 100 },
  },
  {
    name: 'repeat a song',
    language: 'German',
    says: 'dieses Lied in Dauerschleife',
    script: [call('control_playback', { action: 'repeat', value: 'track' })],
    checks: [player('the song repeats', ({ repeat }) => repeat === 'track'), plays('Sudden Whisper')],
    within: { calls: 2, tokens: 100 },
  },
  {
    name: 'move the music to another device',
    language: 'Spanish',
    says: 'pasa la música al altavoz Kitchen',
    script: [call('control_playback', { action: 'transfer', value: 'Kitchen' })],
    checks: [plays('Sudden Whisper', 'Kitchen')],
    within: { calls: 2, tokens: 150 },
  },
  {
    name: 'queue songs in an order',
    language: 'English',
    says: 'after this: Harbor Lights, then Paper Moon',
    script: [
      call('match_tracks', { lines: ['Harbor Lights', 'Paper Moon'] }),
      call('queue_items', { items: [idOf('Harbor Lights'), idOf('Paper Moon')] }),
    ],
    checks: [queued('Harbor Lights', 'Paper Moon'), plays('Sudden Whisper')],
    within: { calls: 3, tokens: 350 },
  },
  {
    name: 'play when no device is awake',
    language: 'English',
    says: 'play Paper Moon by Velvet Rivers on my laptop',
    prepare: (world) => {
      world.player.deviceId = null
      world.player.isPlaying = false
    },
    script: [call('play', { what: 'Paper Moon Velvet Rivers', device: 'Laptop' })],
    checks: [plays('Paper Moon', 'Laptop'), noErrors],
    within: { calls: 2, tokens: 150 },
  },
  {
    name: 'say that no device is there',
    language: 'English',
    says: 'play some music',
    prepare: (world) => {
      world.devices = []
      world.player.deviceId = null
      world.player.isPlaying = false
    },
    script: [call('play', { what: 'Morning Coffee' })],
    checks: [tells('open Spotify'), player('nothing plays', ({ isPlaying }) => !isPlaying)],
    within: { calls: 3, tokens: 200 },
  },
]
