import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { firstPagePictures, textsFile, textsOf } from '../renderer/first-page-pictures.ts'
import { root } from '../root.ts'

it.each(Object.keys(firstPagePictures))('the picture of the %s in README.md shows what the program says today', async (name) => {
  const shown = readFileSync(textsFile(join(root, 'test', 'pictures'), name), 'utf8')
  expect(shown, `The picture is old: run "npm run pictures -- ${name}"`).toBe(await textsOf(name))
})
