/** Reads server-sent events from bytes. */
export type EventStreamParser = {
  /** Takes the next bytes. @returns the data of each event that is complete now */
  feed(chunk: Uint8Array): string[]
}

/**
 * A parser for event streams (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream), where chunks may end
 * anywhere. Event names and ids are not looked at: MCP has only one kind of event, and the endpoint does not resume streams.
 */
export function createEventStreamParser(): EventStreamParser {
  const decoder = new TextDecoder()
  let unfinished = ''
  let endedInReturn = false
  let data: string[] = []

  return {
    feed(chunk) {
      let text = decoder.decode(chunk, { stream: true })
      // The second half of a CRLF whose first half ended the line already.
      if (endedInReturn && text.startsWith('\n')) text = text.slice(1)
      else if (text === '') return []
      endedInReturn = text.endsWith('\r')

      const lines = text.split(/\r\n|\r|\n/)
      lines[0] = unfinished + lines[0]
      unfinished = lines.pop() ?? ''
      const events: string[] = []
      for (const line of lines) {
        if (line !== '') {
          const value = dataOf(line)
          if (value !== undefined) data.push(value)
        } else if (data.length > 0) {
          events.push(data.join('\n'))
          data = []
        }
      }
      return events
    },
  }
}

/** What a line adds to the data of its event; undefined for comments and other fields. */
function dataOf(line: string): string | undefined {
  if (line === 'data') return ''
  return line.startsWith('data:') ? line.slice(line[5] === ' ' ? 6 : 5) : undefined
}
