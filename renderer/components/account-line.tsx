import type { Account } from '../../src/shared/status.ts'
import { strings } from '../strings.ts'

/** Whose login it is. The name is anybody's text: it may be long, and may run from right to left. */
export function AccountLine({ account }: { account: Extract<Account, { state: 'signed-in' }> }) {
  const texts = strings.status.account
  return (
    <>
      {texts.signedInAs} <bdi class="name">{account.name ?? texts.unnamed}</bdi>
    </>
  )
}
