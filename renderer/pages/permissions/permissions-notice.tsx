import { Notice } from '../../components/notice.tsx'
import { SignIn } from '../../components/sign-in.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { strings } from '../../strings.ts'

const texts = strings.permissions

/** Where the choice and what Spotify granted differ, with the way to make them one. */
export function PermissionsNotice({ chosen, granted }: { chosen: string[]; granted?: string[] }) {
  const { status } = useTonearm()
  const missing = granted ? chosen.filter((scope) => !granted.includes(scope)).length : 0
  const extra = granted ? granted.filter((scope) => !chosen.includes(scope)).length : 0
  const signingIn = status.account.state === 'signing-in'
  return (
    <>
      {(missing > 0 || extra > 0 || signingIn) && (
        <Notice kind="info" actions={<SignIn again compact />}>
          {[missing > 0 && texts.missing(missing), extra > 0 && texts.extra(extra), !signingIn && texts.changedSignIn]
            .filter(Boolean)
            .join(' ')}
        </Notice>
      )}
      {chosen.length === 0 && <Notice kind="info">{texts.none}</Notice>}
    </>
  )
}
