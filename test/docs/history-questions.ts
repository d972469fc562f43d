/** A question as people ask it, and the call that answers it. */
export type HistoryQuestion = { asked: string; tool: string; parameters: Record<string, unknown> }

const stats = (asked: string, parameters: Record<string, unknown>): HistoryQuestion => ({ asked, tool: 'get_listening_stats', parameters })
const counted = (asked: string, what: string, more: Record<string, unknown> = {}): HistoryQuestion => ({
  asked,
  tool: 'count_plays',
  parameters: { what, ...more },
})

/** What listeners ask everywhere. The names are those of the invented years (test/history/ten-years.ts). */
export const historyQuestions: HistoryQuestion[] = [
  counted('How many times have I listened to The Life of a Showgirl already?', 'The Life of a Showgirl'),
  counted('How often did I listen to Midnight River?', 'Midnight River by Golden Static'),
  counted('How often did I listen to the album Amber Gambler?', 'album Amber Gambler by Bright Engines'),
  counted('When did I first hear Golden Static, when last, and when most?', 'Golden Static'),
  counted('How many hours of Golden Static did I hear this year, and where do they rank?', 'Golden Static', { from: 'this year' }),
  stats('What are my top songs of summer 2024?', { group_by: 'song', from: 'summer 2024', limit: 5 }),
  stats('Who are my top artists ever?', { limit: 5 }),
  stats('What are my top albums?', { group_by: 'album', limit: 5 }),
  counted('Is Sudden Whisper in my top 100?', 'Sudden Whisper by Golden Static'),
  stats('How much music did I hear in all, and how much of it were podcasts?', { group_by: 'kind' }),
  stats('How much did I listen in each year?', { group_by: 'year' }),
  stats('How does this year compare with the last?', { from: 'this year', compare_to: 'last year', limit: 5 }),
  stats('What did I listen to last summer?', { group_by: 'song', from: 'last summer', limit: 5 }),
  stats('What was I into in March 2021?', { from: 'March 2021', limit: 5 }),
  {
    asked: 'What played on the evening of 8 October 2021?',
    tool: 'find_plays',
    parameters: { from: '2021-10-08T18:00', to: '2021-10-08' },
  },
  stats('Do I listen in the morning or at night?', { group_by: 'hour' }),
  stats('On which weekday do I listen most?', { group_by: 'weekday' }),
  stats('In which months did I listen most?', { group_by: 'month', limit: 5 }),
  stats('What was my biggest day of music?', { group_by: 'day', limit: 3 }),
  stats('Which podcasts did I hear most?', { group_by: 'show', limit: 5 }),
  stats('How much of my year was Golden Static alone?', { group_by: 'year', filter: 'Golden Static' }),
  { asked: 'Did I ever hear Neon Riddle?', tool: 'find_plays', parameters: { text: 'Neon Riddle' } },
  { asked: 'Which songs with "night" in the title do I know?', tool: 'find_plays', parameters: { text: 'night' } },
  {
    asked: 'Do I listen to many artists, or always to the same five? Which new ones did I find this year?',
    tool: 'analyze_taste',
    parameters: { from: 'this year' },
  },
  {
    asked: 'Which albums do I hear right through, what do I always skip, what was on repeat, and what is my longest streak?',
    tool: 'analyze_taste',
    parameters: {},
  },
  { asked: 'How was my 2021?', tool: 'analyze_taste', parameters: { from: '2021' } },
  { asked: 'Which songs did I love and forget?', tool: 'recommend_songs', parameters: { mood: 'rediscover', count: 5 } },
  { asked: 'What do I not know yet on albums that I love?', tool: 'recommend_songs', parameters: { mood: 'deep_cuts', count: 5 } },
  { asked: 'What would fit with what I hear these days?', tool: 'recommend_songs', parameters: { mood: 'like_lately', count: 5 } },
  { asked: 'What do I play all the time and never saved?', tool: 'recommend_songs', parameters: { mood: 'not_yet_saved', count: 5 } },
  { asked: 'What did I play last?', tool: 'get_recently_played', parameters: { limit: 5 } },
]
