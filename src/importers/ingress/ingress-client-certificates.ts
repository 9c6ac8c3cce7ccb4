// auth-tls: client certificates, which the gateway has for all hosts together.
import { objectName } from '../../values/scalars.ts';
import type { Part } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { asked, byTable, near } from './ingress-annotations.ts';
import type { Ingress } from './ingress-objects.ts';
import type { Obstacle } from './obstacle.ts';

interface Required {
  readonly ingress: Ingress;
  readonly secret: SourceNode;
  readonly verify: SourceNode;
  readonly mode: string;
  readonly matches: SourceNode;
}

/** Client certificates at the top of the answers, and why services of a host stay undecided. */
export interface ClientCertificates {
  readonly root: readonly Part[];
  readonly obstacles: ReadonlyMap<Ingress, Obstacle>;
}

const hostsOf = (ingresses: readonly Ingress[]): Set<string> =>
  new Set(ingresses.flatMap((i) => i.locations.map((l) => l.host?.text ?? '')));

const requirementOf = (ingress: Ingress, ledger: Ledger): Required[] => {
  const a = ingress.annotations;
  const [secret, verify, matches] = [
    a.take('auth-tls-secret'),
    a.take('auth-tls-verify-client'),
    a.take('auth-tls-match-cn'),
  ];
  const rest = ['auth-tls-verify-depth', 'auth-tls-error-page', 'auth-tls-pass-certificate-to-upstream'].map((n) =>
    a.take(n),
  );
  for (const node of rest)
    if (node.exists)
      ledger.add(node, node.key.endsWith('upstream') ? near(node) : byTable(node.key.replace(/^.*\//, ''), node));
  const mode = verify.text?.trim() ?? 'on';
  if (!secret.exists || mode === 'off') {
    for (const node of [secret, verify, matches]) if (node.exists) ledger.noEffect(node);
    return [];
  }
  return [{ ingress, secret, verify, matches, mode: /^(?:optional|optional_no_ca)$/.test(mode) ? mode : 'on' }];
};

/** nginx verifies certificates for a whole host, so they also protect the paths of other Ingress objects with it. */
const ofSameHosts = (ingresses: readonly Ingress[], all: readonly Required[]): [Ingress, Obstacle][] => {
  const own = new Set(all.map((r) => r.ingress));
  const strict = all.filter((r) => r.mode === 'on');
  const hosts = strict.map((r) => hostsOf([r.ingress]));
  return ingresses.flatMap((i): [Ingress, Obstacle][] => {
    const at = own.has(i) ? -1 : hosts.findIndex((of) => [...hostsOf([i])].some((h) => of.has(h)));
    if (at < 0) return [];
    const { ingress, secret } = strict[at]!;
    const what = `auth-tls-secret of Ingress ${ingress.name} is for the whole host, so its paths here require a client certificate, too`;
    return [[i, { what, from: [secret] }]];
  });
};

/** What auth-tls of all Ingresses means. */
export const clientCertificates = (ingresses: readonly Ingress[], ledger: Ledger): ClientCertificates => {
  const all = ingresses.flatMap((i) => requirementOf(i, ledger));
  const [first] = all;
  if (!first) return { root: [], obstacles: new Map() };
  const withTls = hostsOf(all.map((r) => r.ingress));
  const name = first.secret.text?.trim().split('/').at(-1) ?? '';
  const isSame = all.every((r) => r.secret.text === first.secret.text && r.mode === first.mode);
  const isEverywhere = [...hostsOf(ingresses)].every((h) => withTls.has(h));
  const isPossible = isSame && isEverywhere && first.mode !== 'optional_no_ca' && objectName.safeParse(name).success;
  const hosts = [...withTls].filter((h) => h !== '').join(', ');
  const what = (r: Required): string =>
    r.matches.exists
      ? 'auth-tls-match-cn restricts the names of client certificates'
      : isPossible
        ? r.mode === 'on'
          ? 'clients authenticate with certificates, which tls.clientAuth verifies for all requests; if that is enough, set auth: none with publicReason'
          : 'client certificates are optional (tls.clientAuth.optional), and the service decides what a client without one may do'
        : r.mode === 'optional_no_ca'
          ? 'auth-tls-verify-client is optional_no_ca, and the gateway does not accept certificates of unknown authorities'
          : `auth-tls-secret is for ${hosts}, and tls.clientAuth is for all hosts of a gateway; give these hosts an answers file of their own`;
  const obstacles = new Map(
    all.map((r): [Ingress, Obstacle] => [
      r.ingress,
      { what: what(r), from: [r.matches, ...(isPossible ? [] : [r.secret, r.verify])].filter((n) => n.exists) },
    ]),
  );
  if (!isPossible) return { root: [], obstacles: new Map([...obstacles, ...ofSameHosts(ingresses, all)]) };
  const command = `kubectl get secret ${name} -o jsonpath='{.data.ca\\.crt}' | base64 -d > ca.crt, then kubectl create configmap ${name} -n NAMESPACE --from-file=ca.crt`;
  const verifies = all.map((r) => r.verify).filter((n) => n.exists);
  const root: Part[] = [
    {
      key: 'tls.clientAuth.ca',
      value: name,
      from: all.map((r) => r.secret),
      said: said('SecretToCreate', {
        object: `ConfigMap ${name}`,
        contents: `the CA of client certificates, now in Secret ${first.secret.text ?? ''}`,
        command,
      }),
    },
    ...(first.mode === 'optional' ? [{ key: 'tls.clientAuth.optional', value: true, from: verifies }] : []),
  ];
  if (first.mode === 'on')
    for (const node of verifies)
      ledger.add(
        node,
        node.text === 'on' ? said('NoEffect') : asked(node, 'The answers require a certificate, as on does.'),
      );
  return { root, obstacles };
};
