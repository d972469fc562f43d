/** Text without line breaks: Spotify refuses or loses them in descriptions. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')
}
