import fc from 'fast-check'

/**
 * Property tests try the same cases in every run, so that a red test is about the change at hand. To look for new cases, give another seed:
 * `PROPERTY_SEED=7 npx vitest run test/changes`.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20261122) })
