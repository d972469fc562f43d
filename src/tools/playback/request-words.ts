/**
 * The words with which people ask for music, in English, German, Spanish, French, Italian and Portuguese. All languages count always: people mix
 * them, and titles stay in their own. Each is the inside of a regular expression for the flags `iu`.
 */

/** The words for each kind of item, as one asks for it. */
export const kindWords = {
  track:
    'songs?|tracks?|tune|lied|lieder|st[üu]ck|canci[oó]n|canciones|tema|chansons?|morceaux?|titre|canzon[ei]|brano|pezzo|can[cç][aã]o|faixa|(?<=\\b(?:a|uma) )m[uú]sica',
  artist:
    'artist|band|singer|group|k[üu]nstler(?:in)?|s[äa]nger(?:in)?|gruppe|artista|cantante|banda|grupo|gruppo|artiste|chanteur|chanteuse|groupe|cantora?',
  album: '[aá]lbum|record|lp|platte|disco|disque',
  playlist: 'play ?list|wiedergabeliste|lista de reproducci[oó]n|liste de lecture|lista de reprodu[cç][aã]o',
  show: 'podcasts?|show',
  episode: '[eé]pisode|folge|episodio|puntata|epis[oó]dio|cap[ií]tulo',
  audiobook: 'audio ?book|h[öo]rbuch|audiolibro|livre audio|audiolivro',
  radio: 'radio station|radio|r[aá]dio',
  genre: 'genre|g[eé]nero|genere',
} as const

/** What may stand before a kind or a title without being part of it, with the space behind it. */
export const article =
  "(?:(?:the|an?|my|our|that|this|das|die|der|den|dem|des|eine?n?|meine?[nmr]?|el|las?|los|una?|mis?|le|les|une|mon|ma|mes|il|lo|gli|i|uno|(?:il |la )?mi[oa]|os?|as|uma?|(?:o |a )?meu|(?:a )?minha)\\s+|l['’])"

/** The listener's own. */
export const mine = '(?:my|our|meine?[nmr]?|mis?|mon|ma|mes|(?:il |la )?mi[oa]|(?:o |a )?meu|(?:a )?minha)'

/** Between a kind and the name. */
export const called =
  '(?:called|named|titled|namens|genannt|mit dem (?:namen|titel)|llamad[oa]|appel[eé]e?|nomm[eé]e?|intitul[eé]e?|chiamat[oa]|intitolat[oa]|chamad[oa])'

/** Between a title and who made it. */
export const by = "(?:by|von|vom|de la|de los|de las|del|des|du|de|d['’]|par|por|di|dei|degli|della|do|da|dos|das)"

/** Between a song and the album it is on. */
export const from = "(?:from|off|on|aus|von|vom|auf|del|de|dal|dall['’]|dans|sur|do|da|no|na)"

/** Anything at all that somebody made. */
export const anything =
  '(?:(?:something|anything|(?:some |the |any )?(?:songs|tracks|music|hits|stuff)|an?y? song|etwas|irgend(?:et)?was|was|(?:die )?(?:musik|lieder|songs|hits)|ein lied|algo|(?:la )?m[uú]sica|(?:las )?canciones|una canci[oó]n|quelque chose|(?:de la )?musique|(?:des |les )?chansons|une chanson|qualcosa|(?:la )?musica|(?:le )?canzoni|una canzone|alguma coisa|(?:as )?m[uú]sicas|uma m[uú]sica))'

/** A quantity of something: a genre or an artist, rather than a title. */
export const some =
  "(?:some|a bit of|a little|any|etwas|ein bisschen|ein wenig|ein paar|algo de|un poco de|un peu de|du|de la|des|un po['’]? di|della|del|um pouco de)"

/** Music, said behind a genre or before it. */
export const music = '(?:music|musik|m[uú]sica|musique|songs)'

/** The newest of a row of things. */
export const newest =
  '(?:latest|newest|most recent|last|new|neueste[nrs]?|neue[nrs]?|letzte[nrs]?|aktuelle[nrs]?|[uú]ltim[oa]|nuev[oa]|derni(?:er|[eè]re)|nouvel|nouvelle|nuov[oa]|mais recente)'

/** Not from where the listener stopped. At the end only, behind something else. */
export const fromTheStart =
  "(?:from the (?:start|beginning|top)|from scratch|von (?:vorne?|anfang(?: an)?|beginn(?: an)?)|desde (?:el|o) (?:principio|inicio|in[ií]cio|come[cç]o|comienzo)|(?:depuis|d[eè]s) le d[eé]but|dall['’]inizio|do (?:in[ií]cio|come[cç]o))"

/** The command itself, when it was passed on with the rest. */
export const command =
  "(?:(?:please|bitte|por favor|per favore|s['’]il (?:te|vous) pla[iî]t|can you|could you) )*(?:play|put on|listen to|spiele?|pon(?:er|me)?|reproduce|tocar?|joue|mets|metti|riproduci|suona)(?: me| mir)?"

export const please = "(?:please|bitte|por favor|per favore|s['’]il (?:te|vous) pla[iî]t)"

/** Genres that are asked for by their bare name. A song or album that is called so has to be named as one ("album Jazz"). */
export const genres =
  /^(?:acoustic|ambient|bachata|blues|bluegrass|bossa nova|chill ?out|classical|country|cumbia|dance|deep house|disco|drum (?:and|&|n) bass|dub|dubstep|edm|electronic|electronica|fado|flamenco|folk|funk|gospel|grunge|hard ?core|heavy metal|hip ?-?hop|house|indie|indie rock|jazz|j-?pop|k-?pop|klassik|klassische musik|latin|lo-?fi|lo-?fi beats|metal|musica classica|m[uú]sica cl[aá]sica|musique classique|opera|pop|punk|punk rock|r ?& ?b|r(?:n|and)b|rap|reggae|reggaeton|rock|salsa|samba|schlager|ska|smooth jazz|soul|swing|synthwave|tango|techno|trance|trap|volksmusik)$/iu
