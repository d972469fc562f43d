/** Whether a text from outside can be the value of an HTTP header: Node throws at others. */
export function isHeaderValue(text: unknown): text is string {
  return typeof text === 'string' && /^[\x21-\x7e]+$/.test(text)
}
