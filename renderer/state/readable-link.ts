/** A link that asks an app to add an MCP server, as a person can read it: where it leads, and what it hands over. */
export type ReadableLink = { opens: string; holds?: string }

/** Takes a link apart: the JSON at its end (what the app gets) from what comes before. Main has decoded it already. */
export function readableLink(link: string): ReadableLink {
  const begin = link.indexOf('{')
  if (begin < 0) return { opens: link }
  try {
    return { opens: link.slice(0, begin), holds: JSON.stringify(JSON.parse(link.slice(begin)), undefined, 2) }
  } catch {
    return { opens: link }
  }
}
