import { artist } from '../../fake-spotify/builders.ts'
import { doesNotTell, noErrors, nothingChanged, tells } from '../checks.ts'
import { call, type EvalCase } from '../eval-case.ts'
import { idOf } from '../from-answers.ts'

const faroles = `https://open.spotify.com/intl-de/artist/${artist('Los Faroles').id}?si=1`

/** Looking for music at Spotify. */
export const finding: EvalCase[] = [
  {
    name: 'find a song by its title',
    language: 'English',
    says: 'Which album is Midnight River by Golden Static on?',
    script: [call('search_tracks', { query: 'Midnight River Golden Static' })],
    checks: [tells('Quiet Harbor Letters'), nothingChanged],
    within: { calls: 2, tokens: 150 },
  },
  {
    name: 'find a song that is written wrongly',
    language: 'English',
    says: 'whos that song from, yelow umbrela?? no idea',
    script: [call('search_tracks', { query: 'yellow umbrella' })],
    checks: [tells('Velvet Rivers'), nothingChanged],
    within: { calls: 3, tokens: 250 },
  },
  {
    name: 'find songs of an artist from some years',
    language: 'English',
    says: 'what did Velvet Rivers put out in the 80s',
    script: [call('search_tracks', { query: 'artist:"Velvet Rivers" year:1980-1989', limit: 20 })],
    checks: [tells('Night Train'), tells('Paper Moon'), tells('Static Heart'), doesNotTell('Remaster'), nothingChanged],
    within: { calls: 3, tokens: 300 },
  },
  {
    name: 'list the albums of an artist',
    language: 'German',
    says: 'Welche Alben gibt es von Golden Static?',
    script: [call('search_catalog', { query: 'Golden Static', types: ['artist'] }), call('get_item', { item: idOf('Golden Static') })],
    checks: [tells('Quiet Harbor Letters'), tells('Silver Harbor'), tells('Winter Harbor'), nothingChanged],
    within: { calls: 3, tokens: 450 },
  },
  {
    name: 'list the songs of an album',
    language: 'Spanish',
    says: '¿Qué canciones tiene el disco Puerto Viejo?',
    script: [call('search_catalog', { query: 'Puerto Viejo', types: ['album'] }), call('get_item', { item: idOf('Puerto Viejo') })],
    checks: [tells('Noche de Lluvia'), tells('Corazón de Papel'), nothingChanged],
    within: { calls: 3, tokens: 250 },
  },
  {
    name: 'find a podcast and its latest episode',
    language: 'English',
    says: "what's the newest episode of small hours radio",
    script: [
      call('search_catalog', { query: 'Small Hours Radio', types: ['show'] }),
      call('get_item', { item: idOf('Small Hours Radio') }),
    ],
    checks: [tells('Letters from the Harbor'), nothingChanged],
    within: { calls: 3, tokens: 300 },
  },
  {
    name: 'look at a pasted link',
    language: 'English',
    says: `What is this? ${faroles}`,
    script: [call('get_item', { item: faroles })],
    checks: [tells('Los Faroles'), noErrors, nothingChanged],
    within: { calls: 2, tokens: 300 },
  },
  {
    name: 'find the songs of a written list',
    language: 'English',
    says: 'Are these on Spotify? 1. Golden Static – Harbor Lights 2) "Kalter Kaffee" by Die Nachtvögel 3. The Nobodies - Nowhere At All',
    script: [
      call('match_tracks', {
        lines: ['1. Golden Static – Harbor Lights', '2) "Kalter Kaffee" by Die Nachtvögel', '3. The Nobodies - Nowhere At All'],
      }),
    ],
    checks: [tells('Harbor Lights'), tells('Kalter Kaffee'), tells('not found', 'not on Spotify', "isn't", 'no match'), nothingChanged],
    within: { calls: 2, tokens: 250 },
  },
]
