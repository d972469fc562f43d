/** A plug that is not plugged in: no app is connected. */
export function PlugPicture() {
  return (
    <svg class="picture" viewBox="0 0 120 60" aria-hidden="true">
      <path class="line" d="M0 34c14 0 16-12 30-8s10 8 14 8" />
      <rect class="fill" x="42" y="24" width="18" height="20" rx="3" />
      <path class="line strong" d="M60 30h8M60 38h8" />
      <path class="accent-line" d="M74 22v24h6c8 0 12-5 12-12s-4-12-12-12z" />
      <path class="line" d="M92 34c10 0 16 8 28 2" />
    </svg>
  )
}

/** A stave with one note on it: no calls yet. */
export function QuietPicture() {
  return (
    <svg class="picture" viewBox="0 0 120 60" aria-hidden="true">
      <path class="line" d="M4 18h112M4 28h112M4 38h112M4 48h112" />
      <ellipse class="accent" cx="56" cy="43" rx="7" ry="5.2" transform="rotate(-18 56 43)" />
      <path class="accent-line" d="M62 41V14c4 6 9 6 10 13" />
    </svg>
  )
}

/** A record in its sleeve: nothing was changed. */
export function SleevePicture() {
  return (
    <svg class="picture" viewBox="0 0 120 60" aria-hidden="true">
      <circle class="dark" cx="70" cy="30" r="25" />
      <circle class="ring" cx="70" cy="30" r="18" />
      <circle class="accent" cx="70" cy="30" r="8" />
      <rect class="fill" x="20" y="4" width="52" height="52" rx="3" />
      <path class="line" d="M30 16h24M30 24h14" />
    </svg>
  )
}
