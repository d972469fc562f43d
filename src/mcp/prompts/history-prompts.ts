import { line, type Prompt } from './prompt.ts'

/** The tasks that look back on years: all of them answer from the listening history. */
export const historyPrompts: Prompt[] = [
  {
    name: 'taste_report',
    title: 'My taste in music',
    description: 'Tells how you listen, and how that changed over the years',
    tools: ['analyze_taste', 'get_listening_stats'],
    arguments: {},
    text: () => `Tell me about my taste in music, from what I really listened to.

1. Read analyze_taste \`{"chart": true}\`, then the same with the last twelve months: analyze_taste \`{"from": "last 12 months"}\`. Read who came and went with get_listening_stats \`{"from": "this year", "compare_to": "last year", "limit": 10}\`.
2. Write a short portrait, warm and with some humour: how varied I listen beside my earlier years, who I am loyal to, what I found and what I forgot, when in the day I listen, one obsession, and a guilty pleasure if there is one. Be kind about that one.
3. Use only numbers that the answers show. If an answer says that numbers are at least so high, or from when plays are known, say it once.
4. Ask which part I want to know more about.`,
  },
  {
    name: 'year_in_review',
    title: 'My year in music',
    description: 'Looks back on a year, or any other time, as Spotify does in December',
    tools: ['analyze_taste', 'count_plays', 'create_playlist', 'get_listening_stats'],
    arguments: {
      period: { description: 'A year or another time, such as 2024 or last summer; this year if empty', schema: line(60).optional() },
    },
    text: ({ period = 'this year' }) => {
      const asked = JSON.stringify(period)
      return `Look back with me on my music of this time: ${asked}.

1. Read get_listening_stats three times: \`{"from": ${asked}, "group_by": "song", "limit": 10}\`, \`{"from": ${asked}, "group_by": "artist", "limit": 5}\` and \`{"from": ${asked}, "group_by": "month", "chart": true}\`. Then read analyze_taste \`{"from": ${asked}}\`, and for the first artist count_plays with \`from\`.
2. Tell it as a small story with a number in each part: how long I listened, the songs and artists of this time, the month that stood out, what I discovered, my longest streak, and the one song that I could not stop playing.
3. Use only numbers that the answers show. If the time is not over yet, or plays are known only for a part of it, say so.
4. Offer to make a playlist of the ten songs. When I agree, use create_playlist with their ids as \`items\`.`
    },
  },
  {
    name: 'rediscover',
    title: 'Songs I forgot',
    description: 'Finds songs that you loved and no longer hear, and makes a playlist of them',
    tools: ['create_playlist', 'recommend_songs'],
    arguments: {},
    text: () => `Help me to find music again that I loved and forgot.

1. Read recommend_songs \`{"mood": "rediscover", "count": 20}\`, and for a few surprises recommend_songs \`{"mood": "deep_cuts", "count": 5}\`.
2. Show me the songs in groups that make sense (a time, an artist, a feeling), each with its reason as the answer gives it.
3. Ask which ones I want. When I agree, make a playlist with one call of create_playlist: their ids as \`items\`, and a short \`description\`.
4. Say how many songs are in it, as the answer says it.`,
  },
]
