import type { ComponentChildren } from 'preact'
import { CopyRow } from '../../components/copy-row.tsx'
import { OpenButton } from '../../components/open-button.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { setupTexts } from '../../strings/setup.ts'
import { ClientIdForm } from './client-id-form.tsx'
import { CopyIdPicture, CreateAppPicture, RedirectPicture } from './guide-pictures.tsx'

const texts = setupTexts.app

/** How to get a client id from Spotify, in pictures, and where to put it. */
export function SpotifyAppGuide() {
  const { settings } = useTonearm()
  return (
    <>
      <ol class="guide">
        <GuideStep picture={<CreateAppPicture />} title={texts.create.title} text={texts.create.text}>
          <OpenButton place="spotify-dashboard">{texts.create.button}</OpenButton>
        </GuideStep>
        <GuideStep picture={<RedirectPicture />} title={texts.redirect.title} text={texts.redirect.text}>
          <CopyRow value={settings.redirectUri} text="redirect-uri" what={texts.redirect.what} />
        </GuideStep>
        <GuideStep picture={<CopyIdPicture />} title={texts.copyId.title} text={texts.copyId.text} />
      </ol>
      <ClientIdForm />
      <p class="hint">{texts.others}</p>
    </>
  )
}

function GuideStep({
  picture,
  title,
  text,
  children,
}: {
  picture: ComponentChildren
  title: string
  text: string
  children?: ComponentChildren
}) {
  return (
    <li class="guide-step">
      {picture}
      <div>
        <h3>{title}</h3>
        <p>{text}</p>
        {children}
      </div>
    </li>
  )
}
