/** A turntable. Its arm is on the record when all is well, and lifted otherwise. The pages that end a sign-in show the same picture. */
export function Turntable({ mood }: { mood: 'good' | 'calm' | 'bad' }) {
  return (
    <svg class={`record ${mood}`} viewBox="0 0 120 96" aria-hidden="true">
      <circle class="vinyl" cx="48" cy="48" r="44" />
      <circle class="groove" cx="48" cy="48" r="36" />
      <circle class="groove" cx="48" cy="48" r="29" />
      <circle class="groove" cx="48" cy="48" r="22" />
      <circle class="label" cx="48" cy="48" r="15" />
      <circle class="hole" cx="48" cy="48" r="2.5" />
      <g class="arm">
        <path d="M106 14l-5 36-26 20" />
        <circle cx="106" cy="14" r="7" />
      </g>
    </svg>
  )
}
