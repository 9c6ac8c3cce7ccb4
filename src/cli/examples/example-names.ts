// The answers files that `init --example` can begin with, without their texts: help and completion need only names.

/** Each example and one sentence about it, in the order of the list. */
export const EXAMPLES = {
  minimal: 'The shortest one: JWT, a public service, a rate limit.',
  'jwt-api': 'JWT, versions by path, a canary, a limit for each user, CORS.',
  'partner-keys': 'API keys for partners, and exact limits in Redis.',
  environments: 'Development and production, each as changes of one file.',
  teams: 'Two teams behind one Gateway, admission policies, Flux.',
  'isolated-mesh': 'Istio ambient mesh, network policies, a backend on Cloud Run.',
} as const satisfies Readonly<Record<string, string>>;

/** The name of an example: a folder of examples/. */
export type ExampleName = keyof typeof EXAMPLES;

/** The example of `init --minimal`. */
export const MINIMAL: ExampleName = 'minimal';

/** Every name, in the order of the list. */
export const EXAMPLE_NAMES = Object.keys(EXAMPLES) as readonly ExampleName[];

/** Whether a text is the name of an example. */
export const isExample = (text: string): text is ExampleName => Object.hasOwn(EXAMPLES, text);
