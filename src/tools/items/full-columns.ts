import { name, type RenderContext } from '../runtime/render.ts'

/** What is known of an item beside its usual columns. */
type Details = {
  type: string
  released?: string
  album?: { released?: string; cover?: string }
  explicit?: boolean
  isrc?: string
  public?: boolean
  collaborative?: boolean
  cover?: string
}

/** The columns that a row has only with `full`: release date, explicit, ISRC, who sees a playlist, when and by whom it was added, cover. */
export function fullColumns(item: object | null, context: RenderContext, added: { addedAt?: string; addedBy?: string } = {}): string[] {
  if (!context.full) return []
  const details: Partial<Details> = item ?? {}
  const { addedAt, addedBy } = added
  const cover = details.cover ?? details.album?.cover
  const columns = [
    details.type === 'track' ? details.album?.released?.slice(0, 4) : undefined,
    details.explicit ? 'explicit' : undefined,
    details.isrc && `ISRC ${name(details.isrc)}`,
    details.type === 'playlist' ? visibility(details) : undefined,
    addedAt && `added ${addedAt.slice(0, 10)}${addedBy ? ` by ${name(addedBy)}` : ''}`,
    cover && `cover ${address(cover)}`,
  ]
  return columns.flatMap((column) => column || [])
}

/** Who sees a playlist; undefined where Spotify does not tell. */
export function visibility({ public: isPublic, collaborative }: { public?: boolean; collaborative?: boolean }): string | undefined {
  if (collaborative) return 'collaborative'
  return isPublic === undefined ? undefined : isPublic ? 'public' : 'private'
}

/** Only what can be an address of a picture: it stands in a row that is not shortened. */
function address(text: string): string {
  return /^https:\/\/[\w./?&=%+~-]{1,200}$/.test(text) ? text : '(unreadable)'
}
