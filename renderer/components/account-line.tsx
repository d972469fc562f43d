import type { Account } from '../../src/shared/status.ts'
import { statusTexts } from '../strings/status.ts'

/** Whose account it is. The name can be any text: long, or written from right to left. */
export function AccountLine({ account }: { account: Extract<Account, { state: 'signed-in' }> }) {
  const texts = statusTexts.account
  return (
    <>
      {texts.signedInAs} <bdi class="name">{account.name ?? texts.unnamed}</bdi>
    </>
  )
}
