/** Replaces a secret in a text. */
export const mask = '••••••••'

/** Hides secrets in a text for a person or a log, also where they are written as JSON or as part of a link. */
export function hideSecrets(text: string, secrets: string[]): string {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
  return forms.toSorted((one, other) => other.length - one.length).reduce((hidden, form) => hidden.replaceAll(form, mask), text)
}
