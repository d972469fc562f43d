/** What plays are counted of. A show can be an audiobook, too. */
export type HeardKind = 'song' | 'album' | 'artist' | 'show'
