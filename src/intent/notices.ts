import type { Answers } from '../answers/schema/schema.ts';
import type { Intent, Notice } from './model.ts';
import { firstOf } from './names.ts';
import { sdsNotices } from './sds-notices.ts';

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
  const open = intent.services.filter((s) => s.auth.length === 0).map((s) => s.name);
  if (open.length > 0) say('PublicServices', `Open to everybody, as answered: ${firstOf(open, 20)}.`);
  const limited = intent.traffic.filter((t) => t.rateLimit?.scope === 'local');
  if (limited.length > 0)
    say(
      'LocalLimitsPerReplica',
      `Local limits are counted by each proxy replica: they are divided by ${sizing.minReplicas.value}, so a client whose requests all reach one replica is refused earlier, and more replicas allow more. Any change of a route refills them. For an exact limit answer rateLimit.scope: global.`,
    );
  const several = countedApart(intent);
  if (several.length > 0)
    say(
      'LocalLimitPerMatch',
      `A local limit is counted for each path, method and canary header of a service separately (Envoy Gateway cannot join them): ${several.slice(0, 10).join(', ')}. For one budget answer rateLimit.scope: global.`,
    );
  if (intent.services.length > 0 && !answers.rateLimit && answers.services.every((s) => s.rateLimit === undefined))
    say('NoRateLimit', 'No rate limit was answered, so none is set. Answer rateLimit.');
  if (intent.install.rateLimitService && !intent.install.rateLimitService.failClosed)
    say('LimitsFailOpen', 'While Redis cannot be reached, requests pass uncounted (rateLimit.onFailure: open).');
  for (const s of intent.security)
    if (s.extAuth?.failOpen)
      say('AuthorizerFailsOpen', `While the authorizer of ${s.name} is down, everybody gets in (failOpen: true).`);
  if (intent.security.some((s) => s.basic))
    say('BasicAuthentication', 'Basic authentication sends the password with every request; prefer tokens.');
  for (const s of intent.services)
    if (s.auth.length > 1 && intent.security.some((p) => p.apiKey?.methods.some((m) => s.auth.includes(m))))
      say(
        'WrongKeyWins',
        `${s.name}: a request with a wrong key is refused even if its token is right; the sign of a key chooses the key's route.`,
      );
  for (const r of intent.routes) {
    const credential = r.rules[0]?.credential;
    if (!credential || r.role === 'method') continue;
    if (r.methods.length === 0)
      say(
        'OpenWithIdentity',
        `${r.name}: everybody may call, and the gateway shows the server its own credential for them (Secret ${credential.secret}).`,
      );
    else
      say(
        'OwnIdentity',
        `${r.service}: the server sees the gateway's credential of Secret ${credential.secret} in ${credential.header}${credential.header.toLowerCase() === 'authorization' ? "; the caller's own token does not reach it" : "; the caller's Authorization goes with it"}.`,
      );
  }
  if (intent.client.clientAuth)
    say(
      'ClientCertificates',
      `Clients ${intent.client.clientAuth.optional ? 'may' : 'have to'} show a certificate of the CA in ConfigMap ${intent.client.clientAuth.ca}. It has to exist before 20-gateway.yaml: kubectl create configmap ${intent.client.clientAuth.ca} -n ${intent.gateway.namespace} --from-file=ca.crt`,
    );
  if (intent.network && intent.network.closed.length > 0) {
    say(
      'NetworkClosed',
      `In ${intent.network.closed.join(', ')} pods take connections of this gateway only. Whatever else talks to them (other services, Prometheus) needs a policy of its own before 95-closed.yaml is applied.`,
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
      `In ${intent.mesh.namespaces.join(', ')} pods take mTLS only, and the backends only from ${intent.mesh.principal}. Whatever else calls them needs an AuthorizationPolicy of its own before 85-mesh.yaml is applied.`,
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
  notices.push(...sdsNotices(intent));
  if (intent.problemJson)
    say(
      'ProblemBodies',
      'errors: problem+json: the X-RateLimit headers are lost on 429, and the access log loses the detail of 403, 429 and 503.',
    );
  return notices;
};

/** Services with a local limit whose routes have more than one match each for the same clients. */
const countedApart = (intent: Model): string[] => {
  const local = new Set(intent.traffic.filter((t) => t.rateLimit?.scope === 'local').map((t) => t.name));
  const matches = new Map<string, number>();
  for (const r of intent.routes) {
    if (!local.has(r.traffic) || r.role !== 'service') continue;
    matches.set(r.service, (matches.get(r.service) ?? 0) + r.rules.reduce((n, rule) => n + rule.matches.length, 0));
  }
  return [...matches].filter(([, n]) => n > 1).map(([service]) => service);
};
