/** So wide is a menu at most, in characters. */
const widest = 60

/** A text as a menu shows it: long ones are cut in the middle, and an ampersand would mark a keyboard shortcut. */
export function shortened(text: string): string {
  const characters = [...text]
  const half = Math.floor((widest - 1) / 2)
  const short = characters.length > widest ? [...characters.slice(0, half + 1), '…', ...characters.slice(-half)].join('') : text
  return short.replaceAll('&', '&&')
}
