import type { Plays } from './plays.ts'

/** The places of a recording's plays, in their order. */
export type ByRecording = (recording: number) => Uint32Array

/**
 * An index of the plays by their recording: what is asked about one song then walks over its plays alone. 4 bytes a play.
 *
 * @param recordings the highest number and one more
 */
export function indexByRecording({ recording, count }: Pick<Plays, 'recording' | 'count'>, recordings: number): ByRecording {
  const begins = new Uint32Array(recordings + 1)
  for (let play = 0; play < count; play++) {
    const next = (recording[play] ?? 0) + 1
    begins[next] = (begins[next] ?? 0) + 1
  }
  for (let number = 1; number <= recordings; number++) begins[number] = (begins[number] ?? 0) + (begins[number - 1] ?? 0)
  const places = new Uint32Array(count)
  const ends = begins.slice()
  for (let play = 0; play < count; play++) {
    const number = recording[play] ?? 0
    const place = ends[number] ?? 0
    places[place] = play
    ends[number] = place + 1
  }
  return (number) => places.subarray(begins[number], begins[number + 1])
}
