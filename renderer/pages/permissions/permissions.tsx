import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { LockedReason } from '../../components/field.tsx'
import { OpenButton } from '../../components/open-button.tsx'
import { PageHead, Section } from '../../components/section.tsx'
import { Switch } from '../../components/switch.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useSetting } from '../../state/use-setting.ts'
import { permissionsTexts as texts } from '../../strings/permissions.ts'
import { PermissionGroup } from './permission-group.tsx'
import { PermissionsNotice } from './permissions-notice.tsx'

/** What Tonearm may do at Spotify, and two safety settings for clients. */
export function PermissionsPage() {
  const { status, settings } = useTonearm()
  const chosen = useSetting('scopes')
  const readOnly = useSetting('readOnly')
  const ask = useSetting('askBeforeEdits')
  const all = settings.permissions.flatMap((group) => group.scopes.map(({ scope }) => scope))
  const granted = status.account.state === 'signed-in' ? status.account.grantedScopes : undefined
  const failed = chosen.progress.state === 'over' && !chosen.progress.result.ok

  return (
    <>
      <PageHead title={texts.title}>{granted ? texts.intro : `${texts.intro} ${texts.introBefore}`}</PageHead>
      <div class="page-notices stays">
        <PermissionsNotice chosen={chosen.value} granted={granted} />
        <LockedReason reason={chosen.lockedBecause} />
        {failed && <ActionMessage progress={chosen.progress} />}
      </div>
      <div class="between toolbar">
        <span>{texts.chosen(chosen.value.length, all.length)}</span>
        {chosen.value.length < all.length && !chosen.lockedBecause && <Button onPress={() => chosen.save(all)}>{texts.all}</Button>}
      </div>
      {settings.permissions.map(({ group, scopes }) => (
        <PermissionGroup
          key={group}
          title={group}
          scopes={scopes}
          chosen={chosen.value}
          granted={granted}
          locked={Boolean(chosen.lockedBecause)}
          onChoose={(scope, wanted) => chosen.save(all.filter((other) => (other === scope ? wanted : chosen.value.includes(other))))}
        />
      ))}
      <Section title={texts.safety}>
        <div>
          <Switch setting={readOnly} title={texts.readOnly.title} text={texts.readOnly.text} />
          <Switch setting={ask} title={texts.ask.title} text={texts.ask.text} />
        </div>
      </Section>
      <Section title={texts.takeBack} text={texts.takeBackText}>
        <OpenButton place="spotify-apps">{texts.takeBackButton}</OpenButton>
      </Section>
    </>
  )
}
