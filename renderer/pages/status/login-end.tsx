import type { Account } from '../../../src/shared/status.ts'
import { SignIn } from '../../components/sign-in.tsx'
import { day, daysUntil } from '../../format.ts'
import { useNow } from '../../state/use-now.ts'
import { statusTexts } from '../../strings/status.ts'

const texts = statusTexts.account

/** How many days before the end the page offers to sign in again. */
const soonDays = 14

/** How much of the login's six months is left, as a bar and in words. */
export function LoginEnd({ account }: { account: Extract<Account, { state: 'signed-in' }> }) {
  const now = useNow()
  const { authorizedAt, endsAt } = account
  if (!authorizedAt || !endsAt) return <p class="hint">{texts.unknownEnd}</p>
  const left = daysUntil(endsAt, now)
  const all = Math.max(1, daysUntil(endsAt, Date.parse(authorizedAt)))
  const leftInWords = texts.daysLeft(left)
  return (
    <div class="login-end">
      <p class="between">
        <span>{texts.endsOn(day(endsAt))}</span>
        <span class="soft">{leftInWords}</span>
      </p>
      <meter
        aria-label={texts.meter}
        aria-valuetext={leftInWords}
        min={0}
        max={all}
        low={soonDays}
        high={soonDays}
        optimum={all}
        value={Math.min(left, all)}
      >
        {leftInWords}
      </meter>
      {left <= soonDays && (
        <>
          <p class="hint">{texts.soon}</p>
          <SignIn again compact />
        </>
      )}
    </div>
  )
}
