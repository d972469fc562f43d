import { useId } from 'preact/hooks'
import { permissionsTexts as texts } from '../../strings/permissions.ts'

type PermissionGroupProps = {
  title: string
  scopes: { scope: string; purpose: string }[]
  chosen: string[]
  /** Undefined while nobody is signed in. */
  granted?: string[]
  locked: boolean
  onChoose(scope: string, wanted: boolean): void
}

/** Permissions that belong together, each with what it is for. */
export function PermissionGroup({ title, scopes, chosen, granted, locked, onChoose }: PermissionGroupProps) {
  const id = useId()
  return (
    <fieldset class="card permissions">
      <legend>{title}</legend>
      {scopes.map(({ scope, purpose }, index) => {
        const own = `${id}-${index}`
        return (
          <div class="permission" key={scope}>
            <input
              id={own}
              type="checkbox"
              checked={chosen.includes(scope)}
              disabled={locked}
              aria-describedby={`${own}-scope ${granted ? `${own}-granted` : ''}`}
              onChange={(event) => onChoose(scope, event.currentTarget.checked)}
            />
            <label for={own}>{capitalised(purpose)}</label>
            {granted && (
              <span class={`pill ${granted.includes(scope) ? 'done' : 'later'}`} id={`${own}-granted`}>
                {granted.includes(scope) ? texts.granted : texts.notGranted}
              </span>
            )}
            <code class="permission-scope" id={`${own}-scope`}>
              {scope}
            </code>
          </div>
        )
      })}
    </fieldset>
  )
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
