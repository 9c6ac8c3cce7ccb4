import { credentialOf, envName } from '../credentials.ts';
import { http } from '../make.ts';
import { lookAt } from '../objects.ts';
import type { Credential, Probe } from '../probe.ts';
import { askRoute, expecting, once } from '../requests.ts';
import type { View } from '../view.ts';

/** Scopes, claims and clients: who is known and not allowed gets 403. */
export const authorization = (view: View): Probe[] =>
  view.intent.routes.flatMap((route): Probe[] => {
    const policy = view.security.get(route.security);
    const service = view.services.get(route.service);
    if (!policy || !service || route.role === 'public') return [];
    const { scopes, claims, clients } = service.allow;
    return route.methods.flatMap((method): Probe[] => {
      const credential = credentialOf(policy, method);
      if (!credential) return [];
      const jwt = credential.in === 'header' && policy.jwt.some((p) => p.name === method);
      const others = (policy.apiKey?.clients ?? []).filter((c) => !clients.includes(c));
      const env =
        jwt && scopes.length + claims.length > 0
          ? [envName('TOKEN', method, 'forbidden')]
          : policy.apiKey && clients.length > 0 && others.length > 0
            ? others.map((c) => envName('KEY', method, c))
            : undefined;
      if (!env) return [];
      const other = { ...credential, env } as Credential;
      return [
        http(
          {
            group: 'authorization',
            names: [route.name, method],
            title: `${route.name}: a credential of ${method} that is not allowed there gets 403`,
            lookAt: lookAt('SecurityPolicy', policy.name),
          },
          once(askRoute(view.intent, route, service, other)),
          expecting({ status: ['403'], grpc: [7] }),
        ),
      ];
    });
  });
