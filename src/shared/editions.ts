import { bareWords } from './songs.ts'

/**
 * What stands behind a title and says nothing about what is heard: editions ("- Remastered 2011") and guests ("(feat. …)").
 *
 * Only what is known to be such an addition goes. Whatever else stands there makes another recording: live, remix, acoustic, demo, "Taylor's Version",
 * 'From "Jaws"' behind "Main Title", and all that nobody thought of. The forms are those in which Spotify writes titles: "(…)", "[…]" and " - …", several of them divided by slashes or
 * semicolons, in English, German, Spanish and French.
 */

/** One of these is needed. "Radio Edit" is among them because on many singles it is all there is; where it is a cut, the length tells (recording.ts). */
const editionWords = [
  're ?master(?:ed|ing|t|te|isiert|isierte|ise|isee|isation|izad[oa]|izacion)?',
  'deluxe|mono|stereo|estereo|explicit|explicita|explicite|clean',
  'bonus(?: ?tracks?)?|(?:pista|tema) adicional',
  '(?:single|album|lp|radio|original|explicit|clean|standard|main) ?version',
  'version (?:de |del |de l)?(?:single|album|original|originale|radio|estandar|standard)',
  '(?:radio|single) edit|original mix',
  '(?:expanded|special|limited|anniversary|collectors?|standard|legacy) edition',
  'edicion (?:especial|limitada|(?:de )?aniversario|expandida|estandar|de coleccionista)',
  'edition (?:speciale|limitee|anniversaire|augmentee|collector|standard)',
  '(?:jubilaums|sonder|spezial) ?(?:edition|ausgabe)|erweiterte (?:edition|ausgabe)',
].join('|')

/** These may stand beside them: "24 Bit Digital Remaster", "Remasterisé en 2011", "50th Anniversary Deluxe Edition". */
const besideWords = [
  '(?:19|20)\\d\\d|\\d{1,3}(?:st|nd|rd|th|eme|e|o)|(?:16|24) ?bits?',
  'the|in|en|de|del|des|du|la|le|el|der|die|das|from|and|new|newly|neu|neue|nueva|nouvelle|digital|digitally|digitale|hd|super|titre|piste|pista',
  'version|edition|edicion|ausgabe|release|album|single|original|originale|master|tapes|anniversary|aniversario|anniversaire',
].join('|')

const telling = new RegExp(`(?<= |^)(?:${editionWords})(?= |$)`, 'g')
const beside = new RegExp(`(?<= |^)(?:${besideWords})(?= |$)`, 'g')

/** Who else is heard. "With" alone could begin anything, so it counts only in brackets or behind a dash. */
const guest = /^(?:feat|ft|featuring|with|con|avec|mit)\b\.?\s+\S/i
const guestInTitle = /\s(?:feat\.?|ft\.|featuring)\s[^([（]*/i

/** Words of another recording: a guest who comes with one of them is more than a guest. */
const otherVersion =
  /\b(?:live|vivo|directo|direct|concert|concierto|konzert|(?:re)?mix|acoustic|acustic[oa]|acoustique|akustik|instrumental|karaoke|demo|cover|sped|slowed|orchestra|orquesta|orchestre|orchester|symphony|strings|choir|piano|version|edit|sessions?|unplugged|dub|commentary)\b/

/** More than this tells no titles apart. */
const longestTitle = 300

const bracket = /\s*[([（【]([^()[\]（）【】]*)[)\]）】]/g
const dash = /\s+[-–—]\s+/
/** "Paranoid - 2012 - Remaster": the year belongs to what follows. */
const yearBetweenDashes = /(\s[-–—]\s+(?:19|20)\d\d)\s+[-–—]\s+/g
const divider = /\s*[/;,|•]\s*/

/** A title, or a line with one, without what labels add to the same recording. Never empty, unless the title is. */
export function withoutEdition(title: string): string {
  return without(title, (part) => (isEdition(part) ? '' : part))
}

/** The title without guests and editions, in its own spelling. */
export function plainTitle(title: string): string {
  const bare = without(title, (part) => (isEdition(part) ? '' : part), guests)
  const rest = bare.replace(guestInTitle, (named) => (isOtherVersion(named) ? named : ' ')).trim()
  return rest || bare
}

function isEdition(part: string): boolean {
  const words = bareWords(part)
  const rest = words.replace(telling, '')
  return rest !== words && rest.replace(beside, '').trim() === ''
}

function isOtherVersion(part: string): boolean {
  return otherVersion.test(bareWords(part))
}

/** Of "feat. One, Two, Live" what is more than names. */
function guests(addition: string): string | undefined {
  return guest.test(addition) ? addition.split(divider).filter(isOtherVersion).join(', ') : undefined
}

/**
 * @param keep what is left of one part of an addition
 * @param keepWhole what is left of an addition that is understood as a whole
 */
function without(title: string, keep: (part: string) => string, keepWhole?: (addition: string) => string | undefined): string {
  const whole = title.slice(0, longestTitle).trim()
  const left = (addition: string) => {
    const told = keepWhole?.(addition.trim())
    if (told !== undefined) return told
    const parts = addition.trim().split(divider)
    const kept = parts.map(keep).filter((part) => part !== '')
    return kept.length === parts.length ? addition : kept.join(', ')
  }
  const bracketed = whole.replace(bracket, (text, inside: string) => {
    const kept = left(inside)
    return kept === inside ? text : kept && ` (${kept})`
  })
  const [head = '', ...tails] = bracketed.replace(yearBetweenDashes, '$1 ').split(dash)
  const kept = tails.map(left)
  const changed = kept.some((tail, index) => tail !== tails[index])
  const rest = changed ? [head, ...kept.filter((tail) => tail !== '')].join(' - ').trim() : bracketed.trim()
  return rest || whole
}
