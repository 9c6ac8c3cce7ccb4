import { define, type Group } from '../definition.ts';

const WHY = {
  missing: 'The file does not exist, or cannot be read.',
  notObjects: 'Each document must be one Kubernetes object with apiVersion, kind and metadata.name.',
  secret: 'Its values would be stored in the repository.',
  namespace: 'It would be created in whatever namespace kubectl uses.',
  taken:
    'A generated object, or another file, has the same kind, namespace and name, and one would overwrite the other.',
} as const;
const FIX = {
  missing: 'Correct the path. It is relative to the folder of the first answers file.',
  notObjects: 'Correct the file; kubectl apply --dry-run=client -f FILE shows what is wrong with it.',
  secret: 'Create the Secret separately, or use `secrets: { store: ... }`.',
  namespace: 'Add metadata.namespace.',
  taken: 'Choose another name, or change the generated object with `patches`.',
} as const;

export const manifestsRefusals = {
  HelmValueDecided: define<{ value: string; by: string }>({
    severity: 'error',
    sample: { value: 'config.envoyGateway.rateLimit', by: 'rateLimit' },
    words: ({ value, by }) => ({
      what: `The Helm value ${value} follows from ${by === '' ? 'the generated manifests' : `\`${by}\``}.`,
      why: 'The manifests rely on it, so another value would break them.',
      fix: by === '' ? 'Remove the value.' : `Remove the value; set \`${by}\` if you need another one.`,
    }),
  }),
  ManifestRefused: define<{ file: string; reason: keyof typeof WHY; shown: string }>({
    severity: 'error',
    sample: { file: 'extra/tracing.yaml', reason: 'namespace', shown: 'EnvoyExtensionPolicy tracing has no namespace' },
    words: ({ file, reason, shown }) => ({
      what: shown === '' ? `${file} cannot be used.` : `${file}: ${shown}.`,
      why: WHY[reason],
      fix: FIX[reason],
    }),
  }),
  ManifestRejected: define<{ file: string; object: string; finding: string }>({
    severity: 'error',
    sample: {
      file: 'extra/tracing.yaml',
      object: 'EnvoyExtensionPolicy shop/tracing',
      finding: 'spec.lau: EnvoyExtensionPolicy has no field spec.lau. [UnknownField]',
    },
    words: ({ file, object, finding }) => ({
      what: `With ${file}, ${object} has a problem: ${finding.replace(/ \[\w+\]$/, '')}`,
      why: 'There is no such problem without the file.',
      fix: 'Correct the file.',
    }),
  }),
  ManifestOpens: define<{ file: string; opened: string }>({
    severity: 'error',
    sample: { file: 'extra/route.yaml', opened: 'HTTPRoute shop/extra: requests need no authentication' },
    words: ({ file, opened }) => ({
      what: `${file} makes something public: ${opened}.`,
      why: 'Access is denied unless the answers make it public.',
      fix: `Change the objects, or write \`{ file: ${file}, publicReason: ... }\`: why it is public.`,
    }),
  }),
} as const satisfies Group;
