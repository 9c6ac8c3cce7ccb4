// Names of the new gateway: its namespace and its certificate. They are asked, with what the Ingress objects have as a suggestion.
import type { Part, Suggested } from '../neutral/neutral.ts';
import { said } from '../report/ledger.ts';
import type { Ingress } from './ingress-objects.ts';

/** The one value that all texts have. */
const only = (texts: readonly (string | undefined)[]): string | undefined => {
  const all = new Set(texts);
  const [first] = all;
  return all.size === 1 ? first : undefined;
};

const question = (key: string, text: string, suggestion: Suggested | undefined): Part => ({
  key,
  value: undefined,
  from: [],
  said: said('IngressAsked', { name: key, value: 'not set', question: text }),
  ...(suggestion && { suggestion }),
});

const ISSUER = 'cert-manager.io/cluster-issuer';

/** Questions for the names of targets. */
export const targetParts = (ingresses: readonly Ingress[]): Part[] => {
  const namespace = only(ingresses.map((i) => i.namespace.text));
  const tls = ingresses.flatMap((i) => i.node.get('spec', 'tls').items);
  const issuer = only(ingresses.map((i) => i.annotations.node.get(ISSUER).text));
  const secret = only(tls.map((t) => t.get('secretName').text));
  const certificate = 'The certificate of the gateway: a cert-manager issuer, or a Secret in its namespace.';
  return [
    question(
      'gateway.namespace',
      'The namespace of the Gateway, the routes and the policies.',
      namespace === undefined ? undefined : { value: namespace, reason: 'the namespace of the Ingress' },
    ),
    issuer !== undefined
      ? question('tls.issuer', certificate, { value: issuer, reason: `${ISSUER} of the Ingress` })
      : secret !== undefined
        ? question('tls.secret', certificate, { value: secret, reason: 'the Secret of the Ingress' })
        : question('tls', certificate, undefined),
  ];
};
