import type { SecurityPolicy } from '../crds/types/index.ts';
import type { OidcIntent } from '../model/intent.ts';
import { defined, some } from '../objects/make.ts';
import { serverRef } from '../objects/server-ref.ts';

type Oidc = NonNullable<NonNullable<SecurityPolicy['spec']>['oidc']>;

/**
 * SecurityPolicy.spec.oidc. The callback and the logout lie below the guard route, so some route with this policy
 * always matches them; scripts get 401 instead of a redirect that they cannot follow.
 */
export const oidc = (o: OidcIntent | undefined): Oidc | undefined =>
  o &&
  defined<Oidc>({
    provider: defined<Oidc['provider']>({
      issuer: o.issuer,
      backendRefs: o.server && [serverRef(o.server)],
      authorizationEndpoint: o.authorizationEndpoint,
      tokenEndpoint: o.tokenEndpoint,
      endSessionEndpoint: o.endSessionEndpoint,
    }),
    clientID: o.clientID,
    clientSecret: { name: o.clientSecret },
    redirectURL: o.redirectURL,
    logoutPath: o.logoutPath,
    scopes: some(o.scopes),
    cookieDomain: o.cookieDomain,
    cookieConfig: { sameSite: 'Lax' as const },
    // Shorter than the default: otherwise login cookies of abandoned attempts accumulate to an oversized header.
    csrfTokenTTL: '290s',
    denyRedirect: { headers: [{ name: 'X-Requested-With', value: 'XMLHttpRequest' }] },
  });
