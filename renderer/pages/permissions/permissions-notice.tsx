import { Notice } from '../../components/notice.tsx'
import { SignIn } from '../../components/sign-in.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { permissionsTexts as texts } from '../../strings/permissions.ts'

/** Says which chosen permissions Spotify has not granted, and offers to sign in again. What is switched off needs no sign-in: it is off. */
export function PermissionsNotice({ chosen, granted }: { chosen: string[]; granted?: string[] }) {
  const { status } = useTonearm()
  const missing = granted ? chosen.filter((scope) => !granted.includes(scope)).length : 0
  const signingIn = status.account.state === 'signing-in'
  return (
    <>
      {(missing > 0 || signingIn) && (
        <Notice kind="info" actions={<SignIn again compact />}>
          {[missing > 0 && texts.missing(missing), !signingIn && texts.changedSignIn].filter(Boolean).join(' ')}
        </Notice>
      )}
      {chosen.length === 0 && <Notice kind="info">{texts.none}</Notice>}
    </>
  )
}
