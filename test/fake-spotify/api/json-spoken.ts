import type { Audiobook, Chapter, Episode, Show } from '../types.ts'
import { address, precision } from './json-music.ts'
import { pageOf, publicApi } from './paging.ts'

/** SimplifiedShowObject without available_markets and publisher (facts 1.4). */
export function simpleShow(one: Show, episodes: number) {
  return {
    copyrights: [],
    description: one.description,
    explicit: one.explicit,
    ...address('show', one.id),
    html_description: `<p>${escapeHtml(one.description)}</p>`,
    images: one.images,
    is_externally_hosted: false,
    languages: one.languages,
    media_type: 'audio',
    name: one.name,
    total_episodes: episodes,
    type: 'show',
    uri: `spotify:show:${one.id}`,
  }
}

/** ShowObject: the first 50 episodes are inside. */
export function fullShow(one: Show, episodes: Episode[]) {
  const next = (offset: number) => `${publicApi}/shows/${one.id}/episodes?offset=${offset}&limit=50`
  return { ...simpleShow(one, episodes.length), episodes: pageOf(episodes, 50, 0, simpleEpisode, next) }
}

/** SimplifiedEpisodeObject. */
export function simpleEpisode(one: Episode) {
  return {
    audio_preview_url: null,
    description: one.description,
    duration_ms: one.durationMs,
    explicit: one.explicit,
    ...address('episode', one.id),
    html_description: `<p>${escapeHtml(one.description)}</p>`,
    images: one.images,
    is_externally_hosted: false,
    is_playable: true,
    language: one.show.languages[0] ?? 'en',
    languages: one.show.languages,
    name: one.name,
    release_date: one.releaseDate,
    release_date_precision: precision(one.releaseDate),
    resume_point: { fully_played: one.fullyPlayed, resume_position_ms: one.resumePositionMs },
    type: 'episode',
    uri: `spotify:episode:${one.id}`,
  }
}

/** EpisodeObject: with its show. */
export function fullEpisode(one: Episode, episodesOfShow: number) {
  return { ...simpleEpisode(one), show: simpleShow(one.show, episodesOfShow) }
}

/** SimplifiedAudiobookObject without available_markets and publisher (facts 1.4). */
export function simpleAudiobook(one: Audiobook, chapters: number) {
  return {
    authors: one.authors.map((name) => ({ name })),
    copyrights: [],
    description: one.description,
    edition: one.edition,
    explicit: one.explicit,
    ...address('audiobook', one.id),
    html_description: `<p>${escapeHtml(one.description)}</p>`,
    images: one.images,
    languages: one.languages,
    media_type: 'audio',
    name: one.name,
    narrators: one.narrators.map((name) => ({ name })),
    total_chapters: chapters,
    type: 'audiobook',
    uri: `spotify:audiobook:${one.id}`,
  }
}

/** AudiobookObject: the first 50 chapters are inside. */
export function fullAudiobook(one: Audiobook, chapters: Chapter[]) {
  const next = (offset: number) => `${publicApi}/audiobooks/${one.id}/chapters?offset=${offset}&limit=50`
  return { ...simpleAudiobook(one, chapters.length), chapters: pageOf(chapters, 50, 0, simpleChapter, next) }
}

/** SimplifiedChapterObject: Spotify calls its type 'episode'. */
export function simpleChapter(one: Chapter) {
  const { external_urls, id } = address('episode', one.id)
  return {
    audio_preview_url: null,
    chapter_number: one.number,
    description: one.description,
    duration_ms: one.durationMs,
    explicit: one.audiobook.explicit,
    external_urls,
    href: `${publicApi}/chapters/${one.id}`,
    html_description: `<p>${escapeHtml(one.description)}</p>`,
    id,
    images: one.audiobook.images,
    is_playable: true,
    languages: one.audiobook.languages,
    name: one.name,
    release_date: one.releaseDate,
    release_date_precision: precision(one.releaseDate),
    resume_point: { fully_played: one.fullyPlayed, resume_position_ms: one.resumePositionMs },
    type: 'episode',
    uri: `spotify:episode:${one.id}`,
  }
}

/** ChapterObject: with its audiobook. */
export function fullChapter(one: Chapter, chapters: number) {
  return { ...simpleChapter(one), audiobook: simpleAudiobook(one.audiobook, chapters) }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
