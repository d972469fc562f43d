import { bareWords } from '../../shared/songs.ts'

/** How somebody names a device: the words that are a name, and the kinds of device (Spotify's `type`, lower case) that were said beside. */
export type DeviceWords = { name: string; kinds: string[] }

/**
 * Words for the kinds of device, in English, German, Spanish, French, Italian and Portuguese, as `bareWords` writes them; and what Spotify calls these
 * kinds (https://developer.spotify.com/documentation/web-api/reference/get-a-users-available-devices names some; the others are seen in answers).
 */
const kinds: { types: string[]; words: string }[] = [
  {
    types: ['smartphone'],
    words:
      'phone smartphone cellphone cell mobile iphone android handy telefon mobiltelefon movil celular telefono telephone portable cellulare telefonino telemovel',
  },
  {
    types: ['computer', 'chromebook'],
    words: 'computer pc laptop notebook desktop mac macbook chromebook rechner ordenador portatil computadora ordinateur ordi computador',
  },
  {
    types: ['speaker', 'castaudio', 'avr', 'audiodongle'],
    words:
      'speaker speakers soundbar stereo hifi lautsprecher box boxen anlage stereoanlage altavoz altavoces parlante parlantes bocina enceinte enceintes altoparlante altoparlanti cassa casse coluna caixa',
  },
  { types: ['tv', 'castvideo', 'stb'], words: 'tv television telly fernseher fernsehen televisor televisore televisao televisione tele' },
  { types: ['automobile', 'carthing'], words: 'car auto wagen coche carro voiture macchina' },
  { types: ['tablet'], words: 'tablet ipad tablette tableta' },
  { types: ['gameconsole'], words: 'console playstation xbox konsole spielkonsole consola' },
  { types: ['smartwatch'], words: 'watch smartwatch uhr reloj montre orologio relogio' },
]

const typesOfWord = new Map(kinds.flatMap(({ types, words }) => words.split(' ').map((word) => [word, types] as const)))

/** Two words that are one. */
const phrases: [RegExp, string][] = [
  [/\b(?:mobile|cell) phone\b|\bsmart phone\b|\btelefono movil\b|\btelephone portable\b/g, 'phone'],
  [/\b(?:ordinateur|computer) portable\b|\bcomputador portatil\b/g, 'laptop'],
  [/\bsmart tv\b/g, 'tv'],
  [/\b(?:smart|bluetooth) speaker\b|\bhaut parleurs?\b|\balto falantes?\b|\bcaixa de som\b/g, 'speaker'],
  [/\bgame console\b|\bconsole de jeux?\b/g, 'console'],
]

const fillers = new Set(
  (
    'the a my our this that in on at to via of device one auf dem den der die das mein meine meinem meinen meiner im am in aus vom gerat ' +
    'en el la los las mi mis de del dispositivo sur dans le les mon ma mes du l appareil sul sulla sullo nel nella il lo mio mia da di ' +
    'no na o os as meu minha'
  ).split(' '),
)

/** "on my phone", "kitchen speaker", "auf dem Handy": the name in it, and the kind. */
export function readDevice(text: string): DeviceWords {
  const elided = text.replace(/(^|\s)(?:l|d|dell|sull|nell|all)['’]/gi, '$1').replace(/['’]s(?!\p{L})/gu, '')
  const words = phrases.reduce((line, [phrase, word]) => line.replace(phrase, word), bareWords(elided)).split(' ')
  const meant = words.filter((word) => !fillers.has(word))
  return {
    name: meant.filter((word) => !typesOfWord.has(word)).join(' '),
    kinds: meant.flatMap((word) => typesOfWord.get(word) ?? []),
  }
}

/** The words that say something, the kinds among them: "my phone" may be a device that is called "Phone". */
export function meaningfulWords(text: string): string {
  return bareWords(text)
    .split(' ')
    .filter((word) => !fillers.has(word))
    .join(' ')
}
