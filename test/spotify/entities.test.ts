import { describe, expect, it } from 'vitest'
import { decodeEntities } from '../../src/spotify/entities.ts'

describe('decodeEntities', () => {
  it('gives text back as the person wrote it', () => {
    expect(decodeEntities('Rock &amp; Roll &#x27;til dawn &lt;3 &#39;&#x2F;&quot;')).toBe(`Rock & Roll 'til dawn <3 '/"`)
  })

  it('decodes once, so that what somebody wrote as an entity stays one', () => {
    expect(decodeEntities('&amp;lt; &amp;#39;')).toBe('&lt; &#39;')
  })

  it('leaves alone what is no entity', () => {
    for (const text of ['Q&A', '&unknown;', '&;', '&#xFFFFFF;', '&#0;', 'AT&T &amp']) expect(decodeEntities(text)).toBe(text)
  })
})
