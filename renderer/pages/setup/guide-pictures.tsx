import type { ComponentChildren } from 'preact'

/** A small browser window with something in it. */
function Browser({ children }: { children: ComponentChildren }) {
  return (
    <svg class="guide-picture" viewBox="0 0 160 104" aria-hidden="true">
      <rect class="sheet" x="1" y="1" width="158" height="102" rx="7" />
      <path class="line" d="M1 19h158" />
      <circle class="fill" cx="11" cy="10" r="2.5" />
      <circle class="fill" cx="19" cy="10" r="2.5" />
      <circle class="fill" cx="27" cy="10" r="2.5" />
      <rect class="fill" x="42" y="6" width="80" height="8" rx="4" />
      {children}
    </svg>
  )
}

/** The dashboard with its button "Create app". */
export function CreateAppPicture() {
  return (
    <Browser>
      <rect class="fill" x="12" y="30" width="52" height="7" rx="3" />
      <rect class="accent" x="98" y="27" width="50" height="16" rx="8" />
      <text class="on-accent" x="123" y="37.5" text-anchor="middle">
        Create app
      </text>
      <rect class="box" x="12" y="54" width="40" height="36" rx="4" />
      <rect class="box" x="60" y="54" width="40" height="36" rx="4" />
      <rect class="box" x="108" y="54" width="40" height="36" rx="4" />
      <path class="pointer" d="M128 40l3.5 14 3-4.5 5 .5z" />
    </Browser>
  )
}

/** The form with the redirect URI filled in, and Web API ticked. */
export function RedirectPicture() {
  return (
    <Browser>
      <rect class="fill" x="12" y="28" width="36" height="5" rx="2.5" />
      <rect class="box" x="12" y="36" width="136" height="10" rx="3" />
      <text class="caption" x="12" y="59">
        Redirect URIs
      </text>
      <rect class="highlight" x="12" y="63" width="136" height="14" rx="3" />
      <text class="code" x="17" y="72.5">
        http://127.0.0.1:…
      </text>
      <rect class="accent" x="12" y="84" width="10" height="10" rx="2.5" />
      <path class="tick" d="M14.5 89l2.2 2.3 3.5-4.5" />
      <text class="caption" x="27" y="92">
        Web API
      </text>
    </Browser>
  )
}

/** The app's page with its client ID. */
export function CopyIdPicture() {
  return (
    <Browser>
      <rect class="box" x="12" y="28" width="22" height="22" rx="4" />
      <rect class="fill" x="42" y="31" width="48" height="7" rx="3" />
      <rect class="fill" x="42" y="42" width="30" height="5" rx="2.5" />
      <text class="caption" x="12" y="67">
        Client ID
      </text>
      <rect class="highlight" x="12" y="72" width="112" height="16" rx="3" />
      <text class="code" x="17" y="82.5">
        4f9c0a…b71e
      </text>
      <path class="copy-sign" d="M134 76v-3h9v9h-3M131 76h9v9h-9z" />
    </Browser>
  )
}
