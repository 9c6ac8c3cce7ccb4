// What an operator should know of who gets in, and of what a service then receives.

import type { Answers } from '../answers/schema/answers-schema.ts';
import { type AuthMethod, intentsOf } from '../auth/kinds.ts';
import type { Intent, Notice, ServiceIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';

type Model = Omit<Intent, 'notices'>;
type Say = (code: string, text: string) => void;

const MOST = 10;
const list = (names: readonly string[]): string => firstOf([...new Set(names)], MOST);

/** `auth: [a, b]` of these services, with their methods' types. */
const typesOf = (s: ServiceIntent, methods: Methods): AuthMethod['type'][] =>
  s.auth.flatMap((name) => methods[name]?.type ?? []);

type Methods = Readonly<Record<string, AuthMethod>>;

const logins = ({ security, gateway }: Model, say: Say): void => {
  const oidc = intentsOf('oidc', security);
  if (oidc.length === 0) return;
  const names = list(oidc.map((o) => o.method));
  say(
    'LoginChecksNoClaims',
    `${names} (type: oidc) lets in everybody who can log in at the provider: neither the audience nor the claims of the token are checked. Who may use the client is decided at the provider.`,
  );
  say(
    'LoginCookies',
    `${names} (type: oidc) keeps its tokens in cookies of ${gateway.hostname}, and browsers drop a cookie above 4 KiB: then the login begins again without end. Ask for few scopes (auth.methods.${oidc[0]!.method}.scopes), and keep the provider's tokens small.`,
  );
};

const authorizers = (intent: Model, methods: Methods, say: Say): void => {
  const used = intentsOf('extAuth', intent.security);
  const open = list(used.filter((e) => e.failOpen).map((e) => e.method));
  const closed = list(used.filter((e) => !e.failOpen).map((e) => e.method));
  if (open) say('AuthorizerFailsOpen', `While the authorizer of ${open} is down, everybody gets in (failOpen: true).`);
  if (closed)
    say(
      'AuthorizerFailsClosed',
      `While the authorizer of ${closed} (type: extAuth) has no ready pod, requests are answered 500; where one is there and does not answer in time, 503 (failOpen: false).`,
    );
  // Several policies may ask one authorizer.
  for (const { method, protocol, path, appendsPath } of new Map(used.map((e) => [e.method, e])).values())
    if (protocol === 'http')
      say(
        'AuthorizerPath',
        appendsPath
          ? `The authorizer of ${method} is asked for ${path ?? ''}/users?page=2 where /users?page=2 is called, with the method and the host of the request.`
          : `The authorizer of ${method} is asked for ${path} whatever is called (path: fixed): it cannot decide by path, nor send a browser back to where it was.`,
      );
  if (used.length > 0 && intent.problemJson)
    say(
      'ChallengeOfAuthorizer',
      `errors: problem+json leaves a 401 of ${list(used.map((e) => e.method))} as the authorizer wrote it: only that says what it wants.`,
    );
  const beside = intent.services.filter((s) => s.auth.length > 1 && typesOf(s, methods).includes('extAuth'));
  if (beside.length === 0) return;
  const others = beside.flatMap((s) => s.auth.filter((m) => methods[m]?.type !== 'extAuth'));
  say(
    'CredentialSkipsAuthorizer',
    `${list(beside.map((s) => s.name))}: a request that shows what ${list(others)} reads (a token, a password or a key) is judged by that method alone: the authorizer is not asked, and does not rescue a wrong one.`,
  );
  const all = beside.flatMap((s) =>
    s.auth.filter((name) => {
      const m = methods[name];
      return m?.type === 'extAuth' && m.grpc !== undefined && m.headers === undefined;
    }),
  );
  if (all.length > 0)
    say(
      'AuthorizerReadsAll',
      `${list(all)} sees every header, since no headers are answered. Where another method lets a request in, only Authorization and Cookie are removed of what the authorizer would have read: answer auth.methods.${all[0]}.headers.`,
    );
};

const several = (intent: Model, methods: Methods, say: Say): void => {
  const keyed = intent.services.filter((s) => {
    const types = typesOf(s, methods);
    return types.includes('apiKey') && types.some((t) => t !== 'apiKey');
  });
  if (keyed.length > 0)
    say(
      'WrongKeyWins',
      `${list(keyed.map((s) => s.name))}: a request with a wrong key is refused even if what it shows beside it, such as a token, is right; a key chooses the key's route.`,
    );
  const many = intent.services.filter((s) => s.auth.length > 1);
  const removed = (s: ServiceIntent): string[] =>
    intent.routes.filter((r) => r.service === s.name).flatMap((r) => r.rules.flatMap((x) => x.unverified));
  const headers = [...new Set(many.flatMap(removed))].sort();
  const open = many.some((s) => s.publicPaths.length > 0);
  if (headers.length > 0)
    say(
      'UnverifiedRemoved',
      `${list(many.filter((s) => removed(s).length > 0).map((s) => s.name))}: of several methods one lets a request in, and what only the others read is removed from it${open ? '; on public paths what any of them reads' : ''} (${headers.join(', ')}).`,
    );
  const query = many.filter((s) => s.publicPaths.length > 0).flatMap((s) => s.auth.flatMap((n) => queryOf(methods[n])));
  if (query.length > 0)
    say(
      'QueryKeyOnPublicPath',
      `On public paths a parameter ${list(query)} reaches the service, whoever wrote it: Envoy Gateway removes a parameter only where it checks the key.`,
    );
};

const queryOf = (m: AuthMethod | undefined): string[] =>
  m?.type === 'apiKey' && m.query !== undefined ? [m.query] : [];

const publicPaths = (intent: Model, say: Say): void => {
  const one = intent.services.filter((s) => s.auth.length === 1 && s.publicPaths.length > 0).map((s) => s.name);
  if (one.length > 0)
    say(
      'PublicPathsUnverified',
      `Public paths of ${list(one)}: nobody is checked there, and what a client sends reaches the service, its Authorization header too. The service must not believe it on these paths.`,
    );
};

const cookies = (intent: Model, answers: Answers, say: Say): void => {
  const without = intent.routes.filter((r) => r.rules.some((x) => x.withoutSession)).map((r) => r.service);
  if (without.length === 0) return;
  const portals = Object.entries(answers.auth?.methods ?? {}).flatMap(([name, m]) => (m.type === 'oidc' ? [name] : []));
  say(
    'CookiesRemoved',
    `Requests to ${list(without)} lose their cookies: a browser sends the session of ${list(portals)} to every path of ${intent.gateway.hostname}, and it must not reach servers outside, other teams, or namespaces without a service behind the login. Envoy Gateway 1.9 removes all cookies of a request or none; a service there that needs cookies of its own needs another host name.`,
  );
};

/** Each once, whatever number of services it is true of. */
export const authNotices = (intent: Model, answers: Answers): Notice[] => {
  const notices: Notice[] = [];
  const say: Say = (code, text) => void notices.push({ code, text });
  const methods: Methods = answers.auth?.methods ?? {};
  authorizers(intent, methods, say);
  if (intentsOf('basic', intent.security).length > 0)
    say('BasicAuthentication', 'Basic authentication sends the password with every request; prefer tokens.');
  several(intent, methods, say);
  publicPaths(intent, say);
  logins(intent, say);
  cookies(intent, answers, say);
  return notices;
};
