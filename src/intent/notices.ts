import type { Answers } from '../answers/schema/answers-schema.ts';
import type { Intent, Notice } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import { authNotices } from './auth-notices.ts';
import { privateServerNotices } from './private-externals.ts';
import { sdsNotices } from './sds-notices.ts';
import { serviceNotices } from './service-notices.ts';
import { timeoutNotices } from './timeouts.ts';
import { trafficNotices } from './traffic-notices.ts';

type Model = Omit<Intent, 'notices'>;

/** Said once, where the Gateway is. */
const OF_PLATFORM = new Set([
  'PlatformWithoutOwners',
  'PeakAssumed',
  'LimitsFailOpen',
  'ClientCertificates',
  'ProblemBodies',
]);

/** What an operator should know before the first request, from the finished model. */
export const noticesOf = (intent: Model, answers: Answers): Notice[] => {
  const notices: Notice[] = [];
  const say = (code: string, text: string): void => {
    if (intent.team === undefined || !OF_PLATFORM.has(code)) notices.push({ code, text });
  };
  const { sizing } = intent;
  if (sizing.assumed)
    say(
      'PeakAssumed',
      `The peak was not answered; sizes assume ${sizing.peakRequestsPerSecond} requests a second. Answer traffic.peakRequestsPerSecond.`,
    );
  if (intent.teams && intent.teams.owners.length === 0)
    say(
      'PlatformWithoutOwners',
      'CODEOWNERS names nobody for the root file and the platform, so whoever may change the repository may give a team more. Answer owners: ["@acme/platform"].',
    );
  const open = intent.services.filter((s) => s.auth.length === 0);
  const anybody = open.filter((s) => s.allow.cidrs.length === 0).map((s) => s.name);
  if (anybody.length > 0) say('PublicServices', `Open to everybody, as answered: ${firstOf(anybody, 20)}.`);
  const near = open.filter((s) => s.allow.cidrs.length > 0).map((s) => s.name);
  if (near.length > 0)
    say(
      'OpenToNetworks',
      `Open to everybody in the networks of allow.cidrs, without credentials: ${firstOf(near, 20)}.`,
    );
  for (const { code, text } of [...trafficNotices(intent, answers), ...authNotices(intent, answers)]) say(code, text);
  identities(intent, say);
  if (intent.client.clientAuth)
    say(
      'ClientCertificates',
      `Clients ${intent.client.clientAuth.optional ? 'may' : 'have to'} show a certificate of the CA in ConfigMap ${intent.client.clientAuth.ca}. It has to exist before 20-gateway is applied: kubectl create configmap ${intent.client.clientAuth.ca} -n ${intent.gateway.namespace} --from-file=ca.crt`,
    );
  if (intent.network && intent.network.closed.length > 0) {
    say(
      'NetworkClosed',
      `In ${intent.network.closed.join(', ')} pods take connections of this gateway only. Whatever else talks to them (other services, Prometheus) needs a policy of its own before 95-closed is applied.`,
    );
  }
  if (intent.mesh?.mode === 'permissive')
    say(
      'MeshPermissive',
      `Pods of ${intent.mesh.namespaces.join(', ')} also take clear text, from anybody in the cluster (mesh.mode: permissive). Answer ambient or sidecar.`,
    );
  else if (intent.mesh)
    say(
      'MeshClosed',
      `In ${intent.mesh.namespaces.join(', ')} pods take mTLS only, and the backends only from ${intent.mesh.principal}. Whatever else calls them needs an AuthorizationPolicy of its own before 85-mesh is applied.`,
    );
  if (intent.network || (intent.mesh && intent.mesh.mode !== 'permissive')) {
    const guessed = (intent.network ?? intent.mesh)!.backends
      .filter((b) => b.assumed)
      .map((b) => `${b.namespace}/${b.service}`);
    if (guessed.length > 0)
      say(
        'PodLabelsAssumed',
        `Pods are taken to carry app.kubernetes.io/name with the name of their Service: ${firstOf(guessed, 10)}. Answer backend.pods.labels with the Service's selector, or the gateway cannot reach them.`,
      );
  }
  notices.push(
    ...privateServerNotices(intent),
    ...serviceNotices(intent),
    ...timeoutNotices(intent, answers),
    ...sdsNotices(intent),
  );
  if (intent.problemJson)
    say(
      'ProblemBodies',
      'errors: problem+json: the X-RateLimit headers are lost on 429, there is no Retry-After, and the access log loses the detail of 403, 429 and 503.',
    );
  return notices;
};

/** Where the gateway shows a server outside a credential of its own. */
const identities = (intent: Model, say: (code: string, text: string) => void): void => {
  const own = intent.services.filter((s) => s.credential);
  if (own.length === 0) return;
  const open = own.filter((s) => s.auth.length === 0 || s.publicPaths.length > 0);
  if (open.length > 0)
    say(
      'OpenWithIdentity',
      `${firstOf(open.map(identityOf), 10)}: where everybody may call (the service, or its public paths), the gateway shows the server its own credential for everybody.`,
    );
  const known = own.filter((s) => s.auth.length > 0);
  const [replaced, beside] = [true, false].map((inPlace) =>
    known.filter((s) => (s.credential!.header.toLowerCase() === 'authorization') === inPlace),
  );
  if (replaced!.length > 0)
    say(
      'OwnIdentity',
      `${firstOf(replaced!.map(identityOf), 10)}: the server sees the gateway's credential in Authorization; the caller's own does not reach it.`,
    );
  if (beside!.length > 0)
    say(
      'OwnIdentityBeside',
      `${firstOf(
        beside!.map((s) => `${identityOf(s)} in ${s.credential!.header}`),
        10,
      )}: the server sees the gateway's credential, and beside it an Authorization header of the caller, unless only another method reads that.`,
    );
};

const identityOf = (s: Model['services'][number]): string => `${s.name} (Secret ${s.credential!.secret})`;
