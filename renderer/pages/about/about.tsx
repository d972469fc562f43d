import { OpenButton } from '../../components/open-button.tsx'
import { PageHead, Section } from '../../components/section.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { aboutTexts as texts } from '../../strings/about.ts'
import { ProblemsSection } from './problems-section.tsx'
import { Updates } from './updates.tsx'

/** Where help is, which Tonearm this is, and what it does with data. */
export function AboutPage() {
  const { status } = useTonearm()
  return (
    <>
      <PageHead title={texts.title}>{texts.intro}</PageHead>
      <Section title={texts.docs.title} text={texts.docs.text}>
        <OpenButton place="documentation">{texts.docs.button}</OpenButton>
      </Section>
      <ProblemsSection />
      <Updates />
      <Section title={texts.about.title}>
        <dl class="facts">
          <div>
            <dt>{texts.about.version}</dt>
            <dd>{status.version}</dd>
          </div>
          <div>
            <dt>{texts.about.licence}</dt>
            <dd>{texts.about.mit}</dd>
          </div>
        </dl>
        <OpenButton place="whats-new">{texts.about.whatsNew}</OpenButton>
      </Section>
      <Section title={texts.privacy.title}>
        <ul class="points">
          {texts.privacy.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </Section>
    </>
  )
}
