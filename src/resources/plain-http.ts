import { HTTP_LISTENER } from '../model/fixed-names.ts';
import { hostParts } from '../model/host-parts.ts';
import type { Intent } from '../model/intent.ts';
import { note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { authorizationPolicy, httpRouteRef, listenerRefs } from './authorization-policy.ts';
import { DENY_BY_DEFAULT } from './notes/access-notes.ts';
import { redirectName } from './redirect.ts';

/** Solvers of cert-manager attach routes to the http listener while they prove a host name. */
const CHALLENGES = "request.path.startsWith('/.well-known/acme-challenge/')";

/**
 * If the http listener serves services, it denies by default, like the others. The redirect is its catch-all route, with a
 * policy of its own, which comes first: the redirect works all the time.
 */
export const plainHttp = (intent: Intent): Resource[] => {
  const { gateway: g } = intent;
  if (!g.plainHttp) return [];
  const issued = g.certificates.some((c) => c.issued);
  const redirects = hostParts(g.hosts).map((_, i) => redirectName(intent, i));
  const closed = authorizationPolicy(intent, `${g.name}-closed-http`, listenerRefs(intent, [HTTP_LISTENER]), {
    defaultAction: 'Deny',
    ...(issued && { rules: [{ name: 'acme-challenges', action: 'Allow', cel: CHALLENGES }] }),
  });
  return [
    ...redirects.map((name) =>
      resource(
        'gateway',
        'gateway',
        authorizationPolicy(intent, name, [httpRouteRef(name)], { defaultAction: 'Allow' }),
        [note('why', DENY_BY_DEFAULT.redirect)],
      ),
    ),
    resource('gateway', 'gateway', closed, [
      note('why', DENY_BY_DEFAULT.plainHttp),
      ...(issued ? [note('why', DENY_BY_DEFAULT.challenges, 'spec', 'authorization', 'rules')] : []),
    ]),
  ];
};
