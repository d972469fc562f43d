import { CopyButton, CopyRow } from '../../components/copy-row.tsx'
import { Section } from '../../components/section.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { clientsTexts } from '../../strings/clients.ts'

const texts = clientsTexts.other

/** What any app with support for MCP needs: the address, and the header with the key. This window does not know the key. */
export function OtherApp({ url }: { url: string }) {
  const { api } = useTonearm()
  return (
    <Section title={texts.title} text={texts.text}>
      <CopyRow value={url} text="endpoint-address" what={texts.addressWhat} />
      <div class="copy-row">
        <code>{texts.header}</code>
        <CopyButton copies={() => api.copyClientText('other')} done={clientsTexts.copied(texts.name)} label={texts.copy}>
          {texts.copy}
        </CopyButton>
      </div>
    </Section>
  )
}
