import { isSpotifyId } from '../catalog/ids.ts'
import type { Album } from '../types.ts'
import { ApiError, type ApiRequest, found, type Route } from './http.ts'
import { fullAlbum, fullArtist, fullTrack, simpleAlbum, simpleTrack } from './json-music.ts'
import { fullAudiobook, fullChapter, fullEpisode, fullShow, simpleChapter, simpleEpisode } from './json-spoken.ts'
import { allAlbums, allArtists, allEpisodes, allShows, allTracks, tracksOf } from './lookup.ts'
import { page } from './paging.ts'

const list = { default: 20, max: 50 }
const position = ['user-read-playback-position']

/** One GET for each thing of the catalogue and for the lists inside it. There are no batch reads for new apps (facts 1.3). */
export const catalogRoutes: Route[] = [
  get('/tracks/{id}', (request, id) => fullTrack(found(allTracks(request.world).get(id)))),
  get('/albums/{id}', (request, id) => {
    const one = found(allAlbums(request.world).get(id))
    return fullAlbum(one, tracksOf(request.world, one))
  }),
  get('/albums/{id}/tracks', (request, id) =>
    page(request, tracksOf(request.world, found(allAlbums(request.world).get(id))), list, simpleTrack),
  ),
  get('/artists/{id}', (request, id) => fullArtist(found(allArtists(request.world).get(id)))),
  get('/artists/{id}/albums', (request, id) => page(request, discography(request, id), { default: 5, min: 0, max: 10 }, simpleAlbum)),
  get('/shows/{id}', (request, id) => fullShow(found(allShows(request.world).get(id)), episodesOf(request, id)), position),
  get(
    '/shows/{id}/episodes',
    (request, id) => {
      found(allShows(request.world).get(id))
      return page(request, episodesOf(request, id), list, simpleEpisode)
    },
    position,
  ),
  get(
    '/episodes/{id}',
    (request, id) => {
      const one = found(allEpisodes(request.world).get(id))
      return fullEpisode(one, episodesOf(request, one.show.id).length)
    },
    position,
  ),
  get('/audiobooks/{id}', (request, id) => fullAudiobook(audiobookOf(request, id), chaptersOf(request, id))),
  get('/audiobooks/{id}/chapters', (request, id) => page(request, chaptersOf(request, audiobookOf(request, id).id), list, simpleChapter)),
  get('/chapters/{id}', (request, id) => {
    const one = found(request.world.chapters.find((its) => its.id === id))
    return fullChapter(one, chaptersOf(request, one.audiobook.id).length)
  }),
]

function get(path: string, answer: (request: ApiRequest, id: string) => unknown, scopes: string[] = []): Route {
  return {
    method: 'GET',
    path,
    scopes,
    handle: (request) => {
      const id = request.params.id ?? ''
      if (!isSpotifyId(id)) throw new ApiError(400, 'Invalid base62 id')
      return { status: 200, json: answer(request, id) }
    },
  }
}

function episodesOf(request: ApiRequest, showId: string) {
  return [...allEpisodes(request.world).values()].filter((one) => one.show.id === showId)
}

function audiobookOf(request: ApiRequest, id: string) {
  const { audiobooks, savedAudiobooks } = request.world
  return found([...audiobooks, ...savedAudiobooks.map((one) => one.item)].find((one) => one.id === id))
}

function chaptersOf(request: ApiRequest, id: string) {
  return request.world.chapters.filter((one) => one.audiobook.id === id)
}

/** An artist's albums, then singles, then compilations, then albums of others the artist is heard on; newest first in each group. */
function discography(request: ApiRequest, id: string): Album[] {
  found(allArtists(request.world).get(id))
  const groups = (request.query.get('include_groups') ?? 'album,single,compilation,appears_on').split(',')
  const albums = [...allAlbums(request.world).values()]
  const guest = new Set(
    [...allTracks(request.world).values()].filter((one) => one.artists.some((by) => by.id === id)).map((one) => one.album.id),
  )
  const own = (one: Album) => one.artists.some((by) => by.id === id)
  return groups.flatMap((group) => {
    if (!['album', 'single', 'compilation', 'appears_on'].includes(group)) throw new ApiError(400, 'Invalid include_groups')
    const its = albums.filter((one) => (group === 'appears_on' ? !own(one) && guest.has(one.id) : own(one) && one.kind === group))
    return its.sort((a, b) => b.releaseDate.localeCompare(a.releaseDate))
  })
}
