import type { SecurityPolicy } from '../crds/types/index.ts';
import type { OidcIntent } from '../model/intent.ts';
import { defined, some } from '../objects/make.ts';
import { serverRef } from '../objects/server-ref.ts';

/**
 * SecurityPolicy.spec.oidc. The callback and the logout lie below the guard route, so some route with this policy
 * always matches them; scripts get 401 instead of a redirect that they cannot follow.
 */
export const oidc = (o: OidcIntent | undefined): NonNullable<SecurityPolicy['spec']>['oidc'] | undefined =>
  o &&
  defined({
    provider: defined({
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
    // Shorter than the default: login cookies of abandoned attempts otherwise pile up to an oversized header.
    csrfTokenTTL: '290s',
    denyRedirect: { headers: [{ name: 'X-Requested-With', value: 'XMLHttpRequest' }] },
  });
