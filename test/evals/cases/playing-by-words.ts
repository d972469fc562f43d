import { player, plays, tells } from '../checks.ts'
import { call, type EvalCase } from '../eval-case.ts'
import { idOf } from '../from-answers.ts'

/** Playing what is meant, in the words that people use for songs and devices. */
export const playingByWords: EvalCase[] = [
  {
    name: 'play a song that has the name of an artist',
    language: 'English',
    says: 'play yellow umbrella',
    script: [call('play', { what: 'yellow umbrella' })],
    checks: [plays('Yellow Umbrella')],
    within: { calls: 2, tokens: 200 },
  },
  {
    name: 'play a song that has the name of an album',
    language: 'English',
    says: 'play the song night train, not the album',
    script: [call('play', { what: 'the song Night Train' })],
    checks: [
      plays('Night Train'),
      player('the song alone plays', ({ context, upcoming }) => context === null || upcoming.every(({ name }) => name !== 'Paper Moon')),
    ],
    within: { calls: 3, tokens: 250 },
  },
  {
    name: 'play a song by an artist in German',
    language: 'German',
    says: 'spiel mal kalter kaffee von die nachtvögel',
    script: [call('play', { what: 'Kalter Kaffee von Die Nachtvögel' })],
    checks: [plays('Kalter Kaffee')],
    within: { calls: 2, tokens: 200 },
  },
  {
    name: 'play a song by an artist in Spanish',
    language: 'Spanish',
    says: 'pon la canción noche de lluvia de los faroles',
    script: [call('play', { what: 'la canción Noche de Lluvia de Los Faroles' })],
    checks: [plays('Noche de Lluvia')],
    within: { calls: 2, tokens: 200 },
  },
  {
    name: 'play on a device called by its kind',
    language: 'English',
    says: 'play blue juniper on the kitchen speaker',
    script: [call('play', { what: 'Blue Juniper', device: 'kitchen speaker' })],
    checks: [plays('Blue Juniper', 'Kitchen')],
    within: { calls: 3, tokens: 250 },
  },
  {
    name: 'move the music to the phone',
    language: 'German',
    says: 'spiel auf dem Handy weiter',
    script: [call('control_playback', { action: 'transfer', value: 'auf dem Handy' })],
    checks: [plays('Sudden Whisper', 'Pixel 9')],
    within: { calls: 3, tokens: 200 },
  },
  {
    name: 'go on with an episode where it was left',
    language: 'English',
    says: 'continue the episode The Last Ferry where i stopped',
    script: [call('search_catalog', { query: 'The Last Ferry', types: ['episode'] }), call('play', { what: idOf('The Last Ferry') })],
    checks: [plays('The Last Ferry'), player('it goes on at 10:00', ({ progressMs }) => progressMs >= 600_000)],
    within: { calls: 4, tokens: 300 },
  },
  {
    name: 'say that audiobooks cannot be played',
    language: 'English',
    says: 'read me The River House, the audiobook',
    script: [call('search_catalog', { query: 'The River House', types: ['audiobook'] }), call('play', { what: idOf('The River House') })],
    checks: [tells('audiobook'), plays('Sudden Whisper')],
    within: { calls: 3, tokens: 250 },
  },
]
