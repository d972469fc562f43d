import type { Groups } from './groups.ts'

/** The places of a group's plays, in their order. */
export type PlacesOf = (group: number) => Uint32Array

/** An index of the plays by their groups: what is asked about one song then walks over its plays alone. 4 bytes a play. */
export function placesByGroup({ of, count }: Groups): PlacesOf {
  const begins = new Uint32Array(count + 1)
  for (let play = 0; play < of.length; play++) {
    const next = (of[play] ?? 0) + 1
    begins[next] = (begins[next] ?? 0) + 1
  }
  for (let group = 1; group <= count; group++) begins[group] = (begins[group] ?? 0) + (begins[group - 1] ?? 0)
  const places = new Uint32Array(of.length)
  const ends = begins.slice()
  for (let play = 0; play < of.length; play++) {
    const group = of[play] ?? 0
    const place = ends[group] ?? 0
    places[place] = play
    ends[group] = place + 1
  }
  return (group) => places.subarray(begins[group], begins[group + 1])
}
