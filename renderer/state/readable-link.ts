/** An install link in a readable form: where it leads, and what it contains. */
export type ReadableLink = { opens: string; holds?: string }

/** Splits a link into its address and the JSON at its end. The main process has already decoded it. */
export function readableLink(link: string): ReadableLink {
  const begin = link.indexOf('{')
  if (begin < 0) return { opens: link }
  try {
    return { opens: link.slice(0, begin), holds: JSON.stringify(JSON.parse(link.slice(begin)), undefined, 2) }
  } catch {
    return { opens: link }
  }
}
