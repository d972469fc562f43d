import { keychainVault } from '../../src/auth/vault.ts'
import { isProblem } from '../../src/shared/problem.ts'

/** What to do with the vault: `['read', account]`, `['write', account, value]`, `['forget', account]`, `['isAbsent', account]`, `['forgetAll']`. */
export type Question = ['read', string] | ['isAbsent', string] | ['write', string, string] | ['forget', string] | ['forgetAll']

/** What the vault answered: null for nothing, a text, whether an entry is absent, or the Problem. */
export type Reply = string | boolean | null | { code: string; message: string }

/** A program for the tests of the keychain: it runs where a Secret Service is, or is not, and prints the replies as JSON. */
async function answer(question: Question): Promise<Reply> {
  const vault = keychainVault()
  const [what, account = '', value = ''] = question
  try {
    if (what === 'read') return (await vault.read(account)) ?? null
    if (what === 'forgetAll') {
      await vault.forgetAll()
      return null
    }
    if (what === 'isAbsent') return await vault.isAbsent(account)
    await (what === 'write' ? vault.write(account, value) : vault.forget(account))
    return null
  } catch (error) {
    if (!isProblem(error)) throw error
    return { code: error.code, message: error.message }
  }
}

const replies: Reply[] = []
for (const question of JSON.parse(process.argv[2] ?? '[]') as Question[]) replies.push(await answer(question))
process.stdout.write(JSON.stringify(replies))
