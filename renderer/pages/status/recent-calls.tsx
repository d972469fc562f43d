import { AlertIcon } from '../../components/icons.tsx'
import { count, duration, time } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useNow } from '../../state/use-now.ts'
import { statusTexts } from '../../strings/status.ts'

const texts = statusTexts.calls

/** The latest calls, with the size of each answer. */
export function RecentCalls() {
  const { status } = useTonearm()
  const now = useNow()
  return (
    <>
      <table class="calls">
        <thead>
          <tr>
            <th scope="col">{texts.what}</th>
            <th scope="col">{texts.when}</th>
            <th scope="col" class="number">
              {texts.took}
            </th>
            <th scope="col" class="number">
              {texts.tokens}
            </th>
            <th scope="col" class="number">
              {texts.size}
            </th>
          </tr>
        </thead>
        <tbody>
          {status.calls.map((call, index) => (
            <tr key={`${call.at} ${index}`}>
              <th scope="row">
                <span class="tool">{call.tool}</span>
                {call.failed && (
                  <span class="failed">
                    <AlertIcon />
                    {texts.failed}
                  </span>
                )}
                <bdi class="soft name">{call.client}</bdi>
              </th>
              <td data-label={texts.when}>{time(call.at, now)}</td>
              <td class="number" data-label={texts.took}>
                {duration(call.durationMs)}
              </td>
              <td class="number" data-label={texts.tokens}>
                {count(call.tokens)}
              </td>
              <td class="number" data-label={texts.size}>
                {count(call.characters)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">{texts.tokensHint}</p>
    </>
  )
}
