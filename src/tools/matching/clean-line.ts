/**
 * What people's lists put around a song, taken off in one place: numbering, times, file endings, and what video titles add.
 *
 * What could be part of the name stays: "99 Rivers" keeps its number, and a time that is all there is of a title is the title ("4:44").
 */

/** "1. ", "12) ", "5- ", "#4 ", "A1. ", "03 ", "[7] ", "- ", "• ". A bare number counts only with a zero in front. */
const numbering =
  /^\s*(?:#\s?\d{1,3}[.):-]?\s+|[([]\d{1,3}[)\]]\s*|[A-H]\d{1,2}[.):-]\s+|\d{1,3}(?:[.)]\s*|\s?-\s+(?=\S.*\s[-–—]\s)|[-:]\s+)|0\d\s+|[-*•·–>]\s+)/

/** "1:02:10 ", "[00:12] ", "(3:45) - ": where a song begins in a long recording. */
const leadingTime = /^\s*[([]?(?:\d{1,2}:)?\d{1,2}:\d\d[)\]]?(?:\s*[-–—|]\s+|\s+)(?=\S)/

/** " 3:45", "(3:45)", "[1:02:10]": a length at the end. */
const trailingTime = /(?:\s+|\s*[([])(?:\d{1,2}:)?\d{1,2}:\d\d[)\]]?\s*$/

const fileEnding = /\.(?:mp3|m4a|flac|wav|ogg|opus|wma|aac|aiff?|mp4|mkv|webm)\s*$/i

/** Words of which a bracket behind a title may consist when it says nothing about the recording. */
const noiseWord =
  'official|music|lyrics?|video|videoclip|clip|audio|visuali[sz]er|hd|hq|uhd|4k|8k|1080p?|720p?|full|song|with|on|screen|explicit|clean|free|download|out|now|new|premiere|vevo|mv|m/v|hi-?res|prod'
const noiseBracket = new RegExp(`\\s*[([](?:\\s*(?:${noiseWord})\\s*[-,|/.]?)+[)\\]]`, 'gi')
const noiseTail = new RegExp(`\\s*[|–—-]\\s*(?:(?:${noiseWord})\\s*)+$`, 'i')

/** The line without all that. Never empty, unless the line is. */
export function cleanLine(text: string): string {
  const whole = text.trim()
  let line = whole
  for (const pattern of [fileEnding, noiseBracket, noiseTail, fileEnding, numbering]) line = keepSomething(line, line.replace(pattern, ''))
  line = withoutLength(line)
  return line.trim() || whole
}

/** The line without the time before it, if there is one: it may as well be the title ("12:51 - The Strokes"). */
export function withoutLeadingTime(line: string): string | undefined {
  const rest = line.replace(leadingTime, '')
  return rest === line || rest.trim() === '' ? undefined : rest.trim()
}

/** A time at the end is a length, unless it is what follows a divider: then it is the title. */
function withoutLength(line: string): string {
  const rest = line.replace(trailingTime, '')
  return /(?:^|\s)[-–—|/:]\s*$|^\s*$/.test(rest) ? line : rest
}

function keepSomething(before: string, after: string): string {
  return after.trim() === '' ? before : after
}
