import { useId } from 'preact/hooks'
import { consequenceOf, permissionsTexts as texts } from '../../strings/permissions.ts'

type PermissionGroupProps = {
  title: string
  scopes: { scope: string; purpose: string }[]
  chosen: string[]
  /** Undefined while nobody is signed in. */
  granted?: string[]
  locked: boolean
  onChoose(scope: string, wanted: boolean): void
}

/** Permissions that belong together, each with what it is for, and what apps cannot do without it. */
export function PermissionGroup({ title, scopes, chosen, granted, locked, onChoose }: PermissionGroupProps) {
  const id = useId()
  return (
    <fieldset class="card permissions">
      <legend>{title}</legend>
      {scopes.map(({ scope, purpose }, index) => {
        const own = `${id}-${index}`
        const isChosen = chosen.includes(scope)
        const isGranted = granted?.includes(scope)
        const isMissing = !isChosen || isGranted === false
        const note = [isMissing && consequenceOf(scope), !isChosen && isGranted && texts.offNow].filter(Boolean).join(' ')
        return (
          <div class="permission" key={scope}>
            <input
              id={own}
              type="checkbox"
              checked={isChosen}
              disabled={locked}
              aria-describedby={[`${own}-scope`, granted && `${own}-granted`, note && `${own}-note`].filter(Boolean).join(' ')}
              onChange={(event) => onChoose(scope, event.currentTarget.checked)}
            />
            <label for={own}>{capitalised(purpose)}</label>
            {granted && (
              <span class={`pill ${isGranted && isChosen ? 'done' : 'later'}`} id={`${own}-granted`}>
                {!isGranted ? texts.notGranted : isChosen ? texts.granted : texts.off}
              </span>
            )}
            <code class="permission-scope" id={`${own}-scope`}>
              {scope}
            </code>
            {note && (
              <span class="permission-note" id={`${own}-note`}>
                {note}
              </span>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
