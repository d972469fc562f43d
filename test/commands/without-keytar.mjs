// Loaded with --import: a computer on which keytar cannot be loaded, and that tells when somebody tries.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'keytar') throw new Error('keytar was asked for')
    return next(specifier, context)
  },
})
