/** What the protocol's conformance suite expects to find, by its names: the same in both eras. Contents as in the suite's own server. */

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
const silence = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA='

const text = (value: string) => ({ type: 'text' as const, text: value })
const image = { type: 'image' as const, data: pixel, mimeType: 'image/png' }
const embedded = (uri: string, mimeType: string, value: string) => ({ type: 'resource' as const, resource: { uri, mimeType, text: value } })
const user = <Content>(content: Content) => ({ role: 'user' as const, content })

/** The content of each tool that always answers the same. */
export const sameAnswers = {
  test_simple_text: [text('This is a simple text response for testing.')],
  test_image_content: [image],
  test_audio_content: [{ type: 'audio' as const, data: silence, mimeType: 'audio/wav' }],
  test_embedded_resource: [embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
  test_multiple_content_types: [
    text('Multiple content types test:'),
    image,
    embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
  ],
}

/** A tool as the suite lists it: it looks at no schema but that there is one. */
export const listed = (name: string) => ({
  name,
  description: `The suite's ${name}`,
  inputSchema: { type: 'object' as const, properties: {} },
})

export const resources = [
  { uri: 'test://static-text', name: 'static-text', mimeType: 'text/plain' },
  { uri: 'test://static-binary', name: 'static-binary', mimeType: 'image/png' },
  { uri: 'test://watched-resource', name: 'watched-resource', mimeType: 'text/plain' },
]

export const templates = [{ uriTemplate: 'test://template/{id}/data', name: 'template', mimeType: 'application/json' }]

/** What is at an address of the suite; undefined when nothing is. */
export function read(uri: string) {
  if (uri === 'test://static-binary') return { contents: [{ uri, mimeType: 'image/png', blob: pixel }] }
  const id = /^test:\/\/template\/(.+)\/data$/.exec(uri)?.[1]
  if (id) {
    return {
      contents: [{ uri, mimeType: 'application/json', text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) }],
    }
  }
  const known = resources.find((resource) => resource.uri === uri)
  return known && { contents: [{ uri, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }] }
}

const argument = (name: string) => ({ name, description: name, required: true })

export const prompts = [
  { name: 'test_simple_prompt', description: 'Without arguments' },
  { name: 'test_prompt_with_arguments', description: 'With arguments', arguments: [argument('arg1'), argument('arg2')] },
  { name: 'test_prompt_with_embedded_resource', description: 'With a resource', arguments: [argument('resourceUri')] },
  { name: 'test_prompt_with_image', description: 'With an image' },
]

/** A prompt of the suite, filled in. */
export function prompt(name: string, { arg1, arg2, resourceUri = '' }: Record<string, string> = {}) {
  switch (name) {
    case 'test_simple_prompt':
      return { messages: [user(text('This is a simple prompt for testing.'))] }
    case 'test_prompt_with_arguments':
      return { messages: [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))] }
    case 'test_prompt_with_embedded_resource':
      return {
        messages: [user(embedded(resourceUri, 'text/plain', 'Embedded resource content for testing.')), user(text('Please process it.'))],
      }
    default:
      return { messages: [user(image), user(text('Please analyze the image above.'))] }
  }
}

export const noCompletion = { completion: { values: [], total: 0, hasMore: false } }

export const answer = (value: string) => ({ content: [text(value)] })

/** A form with one required field of text. */
export const form = (name: string) => ({ type: 'object' as const, properties: { [name]: { type: 'string' as const } }, required: [name] })
