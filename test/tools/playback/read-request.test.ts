import { describe, expect, it } from 'vitest'
import { type RequestReading, readRequest, readStart } from '../../../src/tools/playback/read-request.ts'

/** `track: Hello on 25 / Adele`: a reading in one line. */
function told({ kind, title, artist, album, own, newest }: RequestReading): string {
  const parts = [kind && `${kind}:`, newest && 'newest of', title, album && `on ${album}`, artist && `/ ${artist}`, own && '(own)']
  return parts.filter(Boolean).join(' ')
}

const others = (text: string) =>
  readRequest(text)
    .filter(({ whole }) => !whole)
    .map(told)
    .join(' ; ')

/** What is asked for, and how it is read beside as a title. */
const requests: [string, string][] = [
  // The words as they are are read first, and alone where nothing else is in them
  ['Toxic', ''],
  ['Yellow Umbrella', ''],
  ['Jolene', ''],
  ['By the Way', ''],
  ['Von', ''],
  ['De Música Ligera', ''],
  ['Love Song', 'track: Love'],
  ['Heavy Metal Drummer', ''],
  ['99 Luftballons', ''],
  ['Du hast', 'genre: hast'],
  ['Radio', ''],
  ['The Song Remains the Same', 'track: Remains the Same'],
  ['Song 2', 'track: 2'],
  ['Album of the Year', 'album: of the Year'],
  ['Stand by Me', 'Stand / Me'],
  ['Radio Ga Ga', 'radio: Ga Ga'],
  ['The Show Must Go On', 'show: Must Go On'],
  ['Some Nights', 'genre: Nights'],
  ['The Sound of Music', 'genre: The Sound of'],
  ['Corazón de Poeta', 'Corazón / Poeta'],
  ['La vie en rose', ''],
  ['Video Killed the Radio Star', ''],
  ["Livin' on a Prayer", ''],
  ["Sgt. Pepper's Lonely Hearts Club Band", 'Lonely Hearts Club Band / Sgt. Pepper'],
  ['Killed by Death', 'Killed / Death'],

  // A kind in front
  ['song Toxic', 'track: Toxic'],
  ['the song Toxic', 'track: Toxic'],
  ['the song called Toxic', 'track: Toxic'],
  ['song: Toxic', 'track: Toxic'],
  ['track "Blue Juniper"', 'track: Blue Juniper'],
  ['artist Toxic', 'artist: Toxic'],
  ['the band Toxic', 'artist: Toxic'],
  ['album Jazz', 'album: Jazz'],
  ['the album Quiet Harbor', 'album: Quiet Harbor'],
  ['podcast Small Hours', 'show: Small Hours'],
  ['the podcast called Small Hours', 'show: Small Hours'],
  ['das Lied Toxic', 'track: Toxic'],
  ['der Song Toxic', 'track: Toxic'],
  ['die Band Silbermond', 'artist: Silbermond'],
  ['das Album Mutter', 'album: Mutter'],
  ['die Platte Mutter', 'album: Mutter'],
  ['der Podcast Gemischtes Hack', 'show: Gemischtes Hack'],
  ['das Hörbuch Momo', 'audiobook: Momo'],
  ['la canción Clandestino', 'track: Clandestino'],
  ['el álbum Sueños', 'album: Sueños'],
  ['el disco Sueños', 'album: Sueños'],
  ['la banda Soda Stereo', 'artist: Soda Stereo'],
  ['la chanson Formidable', 'track: Formidable'],
  ["l'album Racine Carrée", 'album: Racine Carrée'],
  ["l'artiste Stromae", 'artist: Stromae'],
  ['le groupe Indochine', 'artist: Indochine'],
  ['la canzone Azzurro', 'track: Azzurro'],
  ['il brano Azzurro', 'track: Azzurro'],
  ["l'album Azzurro", 'album: Azzurro'],
  ['a música Aquarela', 'track: Aquarela'],
  ['a canção Aquarela', 'track: Aquarela'],
  ['o álbum Acústico', 'album: Acústico'],
  ['o podcast Mamilos', 'show: Mamilos'],
  ['audiobook Dune', 'audiobook: Dune'],

  // A kind behind
  ['Small Hours podcast', 'show: Small Hours'],
  ['the Quiet Harbor album', 'album: Quiet Harbor'],
  ['the Jolene song', 'track: Jolene'],
  ['Toxic radio', 'radio: Toxic'],

  // Playlists, and whose they are
  ['playlist Road Trip', 'playlist: Road Trip'],
  ['Road Trip playlist', 'playlist: Road Trip'],
  ['Road-Trip-Playlist', 'playlist: Road-Trip'],
  ['my Road Trip playlist', 'playlist: Road Trip (own)'],
  ['my playlist Road Trip', 'playlist: Road Trip (own)'],
  ['my playlist called Road Trip', 'playlist: Road Trip (own)'],
  ['meine Playlist Sommer', 'playlist: Sommer (own)'],
  ['mi playlist Verano', 'playlist: Verano (own)'],
  ['mi lista de reproducción Verano', 'playlist: Verano (own)'],
  ['ma playlist Été', 'playlist: Été (own)'],
  ['la mia playlist Estate', 'playlist: Estate (own)'],
  ['a minha playlist Verão', 'playlist: Verão (own)'],

  // Who made it
  ['Jolene by Dolly Parton', 'Jolene / Dolly Parton'],
  ['Haus am See von Peter Fox', 'Haus am See / Peter Fox'],
  ['Clandestino de Manu Chao', 'Clandestino / Manu Chao'],
  ['Azzurro di Adriano Celentano', 'Azzurro / Adriano Celentano'],
  ['Formidable par Stromae', 'Formidable / Stromae'],
  ['Garota de Ipanema por Tom Jobim', 'Garota / Ipanema por Tom Jobim ; Garota de Ipanema / Tom Jobim'],
  ["Adele's Hello", 'Hello / Adele'],
  ['song Jolene by Dolly Parton', 'track: Jolene by Dolly Parton ; track: Jolene / Dolly Parton ; song Jolene / Dolly Parton'],
  ['album Mutter von Rammstein', 'album: Mutter von Rammstein ; album: Mutter / Rammstein ; album Mutter / Rammstein'],
  ['an album by Adele', 'album: / Adele ; an album / Adele'],
  ['ein Album von Adele', 'album: / Adele ; ein Album / Adele'],
  [
    'audiobook Dune by Frank Herbert',
    'audiobook: Dune by Frank Herbert ; audiobook: Dune / Frank Herbert ; audiobook Dune / Frank Herbert',
  ],

  // Where it is
  ['Hello from the album 25', 'track: Hello on 25'],
  ['Hello from the album 25 by Adele', 'track: Hello on 25 by Adele ; track: Hello on 25 / Adele'],
  ['Hello aus dem Album 25', 'track: Hello on 25'],
  ['Hello del álbum 25', 'track: Hello on 25'],
  ["Hello de l'album 25", 'track: Hello on 25'],
  ["Hello dall'album 25", 'track: Hello on 25'],
  ['Hello do álbum 25', 'track: Hello on 25'],

  // Anything by somebody, some of something
  ['something by Adele', 'artist: Adele'],
  ['songs by Adele', 'artist: Adele'],
  ['a song by Adele', 'artist: Adele'],
  ['music by the band Toxic', 'artist: the band Toxic'],
  ['etwas von Rammstein', 'artist: Rammstein'],
  ['Musik von Rammstein', 'artist: Rammstein'],
  ['ein Lied von Rammstein', 'artist: Rammstein'],
  ['algo de Shakira', 'artist: Shakira'],
  ['una canción de Shakira', 'artist: Shakira'],
  ['quelque chose de Stromae', 'artist: Stromae'],
  ['qualcosa di Vasco Rossi', 'artist: Vasco Rossi'],
  ['alguma coisa de Anitta', 'artist: Anitta'],
  ['some Radiohead', 'genre: Radiohead'],
  ['some workout music', 'genre: workout'],
  ['etwas Entspanntes', 'genre: Entspanntes'],
  ['algo de fiesta', 'artist: fiesta'],
  ['my music', ''],
]

describe('a request in words', () => {
  it.each(requests)('%s: %s', (text, readings) => {
    expect(others(text)).toBe(readings)
    expect(readRequest(text)[0]).toMatchObject({ whole: true })
  })

  it.each([
    ['jazz', 'jazz'],
    ['Hip-Hop', 'Hip-Hop'],
    ['lo-fi', 'lo-fi'],
    ['Klassik', 'Klassik'],
    ['música clásica', 'música clásica'],
    ['R&B', 'R&B'],
    ['some jazz', 'jazz'],
    ['some jazz music', 'jazz'],
    ['etwas Jazz', 'Jazz'],
    ['un peu de jazz', 'jazz'],
    ["un po' di jazz", 'jazz'],
    ['algo de jazz', 'jazz'],
    ['rock music', 'rock'],
    ['classical music', 'classical'],
    ['the genre techno', 'techno'],
  ])('%s is a genre, whatever song is called so', (text, title) => {
    expect(readRequest(text)).toEqual([{ kind: 'genre', title }])
  })

  it.each([
    'the latest episode of Small Hours',
    'newest episode of the podcast Small Hours',
    'die neueste Folge von Small Hours',
    'die letzte Folge des Podcasts Small Hours',
    'el último episodio de Small Hours',
    'le dernier épisode de Small Hours',
    "l'ultimo episodio di Small Hours",
    'o último episódio de Small Hours',
    'Small Hours latest episode',
  ])('%s is nothing but that', (text) => {
    expect(readRequest(text)).toEqual([{ kind: 'show', title: 'Small Hours', newest: true }])
  })

  it.each([
    'the latest album by Adele',
    'das neueste Album von Adele',
    'el último álbum de Adele',
    "l'ultimo album di Adele",
    'le dernier album de Adele',
  ])('%s is nothing but that', (text) => {
    expect(readRequest(text)).toEqual([{ kind: 'album', artist: 'Adele', newest: true }])
  })

  it.each([
    ['play the song "Toxic" please', 'the song Toxic ; track: Toxic'],
    ['spiel das Lied Toxic bitte', 'das Lied Toxic ; track: Toxic'],
    ['pon Clandestino de Manu Chao', 'Clandestino de Manu Chao ; Clandestino / Manu Chao'],
    ['Play Hard', 'Hard'],
    ['Love from the Start', 'Love'],
  ])('%s: the command may be part of it', (text, readings) => {
    expect(others(text)).toBe(readings)
  })

  it('is a playlist, podcast or audiobook when it says so: these words stand in no titles', () => {
    expect(readRequest('workout playlist')[0]).toEqual({ whole: true, kind: 'playlist', title: 'workout playlist' })
    expect(readRequest('podcast Small Hours')[0]).toMatchObject({ whole: true, kind: 'show' })
    expect(readRequest('audiobook Dune')[0]).toMatchObject({ whole: true, kind: 'audiobook' })
  })

  it.each([
    'from the beginning',
    'from the start',
    'von vorn',
    'von Anfang an',
    'desde el principio',
    'depuis le début',
    "dall'inizio",
    'do início',
  ])('may say that it is to start over: %s', (words) => {
    expect(readStart(`spotify:episode:1 ${words}`)).toEqual({ words: 'spotify:episode:1', fromStart: true })
    expect(readStart(words)).toEqual({ words, fromStart: false })
  })
})
