import type { Revision } from '../programs.ts'

/** What the conformance suite asks of a server for a revision of the protocol, scenario by scenario. */
export type Scenarios = {
  /** The whole product passes, as people run it. */
  product: string[]
  /** They look for tools, resources and prompts with fixed names. The product's own HTTP, guard and servers pass with those registered. */
  withFixtures: string[]
  /** Not passed, each with the reason. The suite does not count them. */
  notPassed: Record<string, string>
}

const pending = 'Pending: the suite does not require it'

const tasks = 'Tasks are an extension that Tonearm does not offer: no answer takes longer than 22 seconds'

/**
 * A server that does nothing passes some scenarios, too (`tools-call-error` is content with an unknown tool). Those count with fixtures only.
 * `conformance.test.ts` and `product.test.ts` compare this list with what the suite says, and `docs/conformance.md` shows it.
 */
export const scenarios: Record<Revision, Scenarios> = {
  '2025-11-25': {
    product: [
      'server-initialize',
      'ping',
      'logging-set-level',
      'completion-complete',
      'tools-list',
      'resources-list',
      'prompts-list',
      'server-sse-multiple-streams',
      'server-session-lifecycle',
      'dns-rebinding-protection',
    ],
    withFixtures: [
      'tools-call-simple-text',
      'tools-call-image',
      'tools-call-audio',
      'tools-call-embedded-resource',
      'tools-call-mixed-content',
      'tools-call-with-logging',
      'tools-call-error',
      'tools-call-with-progress',
      'tools-call-sampling',
      'tools-call-elicitation',
      'elicitation-sep1034-defaults',
      'elicitation-sep1330-enums',
      'resources-read-text',
      'resources-read-binary',
      'resources-templates-read',
      'resources-subscribe',
      'resources-unsubscribe',
      'prompts-get-simple',
      'prompts-get-with-args',
      'prompts-get-embedded-resource',
      'prompts-get-with-image',
    ],
    notPassed: {
      'json-schema-2020-12': `${pending}. It looks for one tool with a schema of its own`,
      'server-sse-polling': `${pending}. No tool of Tonearm ends its stream to be asked again`,
    },
  },
  '2026-07-28': {
    product: [
      'completion-complete',
      'tools-list',
      'resources-list',
      'prompts-list',
      'sep-2164-resource-not-found',
      'server-sse-multiple-streams',
      'caching',
      'http-header-validation',
      'dns-rebinding-protection',
    ],
    withFixtures: [
      'server-stateless',
      'tools-call-simple-text',
      'tools-call-image',
      'tools-call-audio',
      'tools-call-embedded-resource',
      'tools-call-mixed-content',
      'tools-call-error',
      'tools-call-with-progress',
      'resources-read-text',
      'resources-read-binary',
      'resources-templates-read',
      'prompts-get-simple',
      'prompts-get-with-args',
      'prompts-get-embedded-resource',
      'prompts-get-with-image',
      'input-required-result-basic-elicitation',
      'input-required-result-basic-sampling',
      'input-required-result-basic-list-roots',
      'input-required-result-request-state',
      'input-required-result-multiple-input-requests',
      'input-required-result-multi-round',
      'input-required-result-missing-input-response',
      'input-required-result-non-tool-request',
      'input-required-result-result-type',
      'input-required-result-unsupported-methods',
      'input-required-result-tampered-state',
      'input-required-result-capability-check',
      'input-required-result-ignore-extra-params',
      'input-required-result-validate-input',
    ],
    notPassed: {
      'json-schema-2020-12': `${pending}. It looks for one tool with a schema of its own`,
      'http-custom-header-server-validation': `${pending}. No tool of Tonearm takes parameters from headers`,
      'tasks-lifecycle': tasks,
      'tasks-capability-negotiation': tasks,
      'tasks-wire-fields': tasks,
      'tasks-request-state-removal': tasks,
      'tasks-mrtr-input': tasks,
      'tasks-request-headers': tasks,
      'tasks-dispatch-and-envelope': tasks,
      'tasks-status-notifications': tasks,
      'tasks-required-task-error': tasks,
      'tasks-mrtr-composition': tasks,
    },
  },
}
