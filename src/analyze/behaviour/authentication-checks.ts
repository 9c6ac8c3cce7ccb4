import { entries, fields, type Loose, text } from '../loose-objects.ts';
import { gatewaysOf } from './attachments.ts';
import type { BehaviourCheck, Scene } from './scene.ts';

export const METHODS = ['jwt', 'apiKeyAuth', 'basicAuth', 'oidc', 'extAuth'] as const;

/** Whether a SecurityPolicy asks for credentials. */
export const authenticates = (policy: Loose): boolean => METHODS.some((m) => fields(policy.spec)[m] !== undefined);

/** Whether it says in words who gets in, be it everybody: then openness is meant. */
export const decides = (policy: Loose): boolean =>
  fields(fields(policy.spec).authorization).defaultAction !== undefined;

const policiesAbove = (scene: Scene, route: Loose): Loose[] =>
  gatewaysOf(scene.snapshot, route).flatMap(({ gateway, section }) =>
    scene.attachments.on(gateway, 'SecurityPolicy', section),
  );

export const servesSomething = (route: Loose): boolean =>
  entries(fields(route.spec).rules).some((r) => entries(r.backendRefs).length > 0);

/** A route that nobody closes. */
export const routes: BehaviourCheck = (scene) => {
  for (const route of scene.routes()) {
    if (!servesSomething(route)) continue;
    const own = scene.attachments.on(route, 'SecurityPolicy');
    const above = policiesAbove(scene, route);
    const deciding = own.length > 0 ? own : above;
    // Of a Gateway that is elsewhere the policies are elsewhere, too.
    const known = gatewaysOf(scene.snapshot, route).length === entries(fields(route.spec).parentRefs).length;
    if (known && !deciding.some((p) => authenticates(p) || decides(p)))
      scene.report(
        'AnonymousRoute',
        'warning',
        route,
        'metadata.name',
        'No SecurityPolicy says who may call this route, so everybody may. Give it one, with authorization.defaultAction: Allow where that is meant.',
      );
  }
};

/** What a SecurityPolicy asks for, and what it lets through all the same. */
export const policies: BehaviourCheck = (scene) => {
  for (const policy of scene.of('SecurityPolicy')) {
    const spec = fields(policy.spec);
    const jwt = fields(spec.jwt);
    if (jwt.optional === true)
      scene.report(
        'AuthenticationOptional',
        'warning',
        policy,
        'spec.jwt.optional',
        'Requests without a token pass. Remove optional, or close them by authorization.',
      );
    for (const [i, p] of entries(jwt.providers).entries()) {
      const at = `spec.jwt.providers[${i}]`;
      if (!text(p.issuer))
        scene.report(
          'JwtWithoutIssuer',
          'warning',
          policy,
          at,
          'Tokens of any issuer whose keys are in this set are accepted. Write the issuer.',
        );
      if (entries(p.audiences).length === 0 && !(Array.isArray(p.audiences) && p.audiences.length > 0))
        scene.report(
          'JwtWithoutAudience',
          'warning',
          policy,
          at,
          'A token that was made for another API of the same issuer opens this one. Write the audiences.',
        );
      if (p.extractFrom === undefined)
        scene.report(
          'TokenInQuery',
          'info',
          policy,
          at,
          'Without extractFrom a token in ?access_token= counts as well, and ends in every log on the way. Name the Authorization header.',
        );
    }
    const extAuth = fields(spec.extAuth);
    if (extAuth.failOpen === true)
      scene.report(
        'AuthorizerFailsOpen',
        'warning',
        policy,
        'spec.extAuth.failOpen',
        'While the authorizer does not answer, everybody gets in. Remove failOpen, unless that is meant.',
      );
    const key = fields(spec.apiKeyAuth);
    if (spec.apiKeyAuth !== undefined && key.sanitize !== true)
      scene.report(
        'KeyPassedOn',
        'info',
        policy,
        'spec.apiKeyAuth.sanitize',
        'The service receives the API key, and may log it. Set sanitize: true.',
      );
    const origins = fields(spec.cors).allowOrigins;
    if (Array.isArray(origins) && origins.includes('*'))
      scene.report(
        'AnyOriginAllowed',
        'warning',
        policy,
        'spec.cors.allowOrigins',
        'Scripts of every web site may call. Name the sites.',
      );
  }
};

/** Two clients with one key: whose it is decides the order of a map. */
export const keys: BehaviourCheck = (scene) => {
  for (const secret of scene.of('Secret')) {
    const { data, stringData } = secret as Loose & { data?: unknown; stringData?: unknown };
    for (const [field, map] of [
      ['data', data],
      ['stringData', stringData],
    ] as const) {
      const seen = new Map<unknown, string>();
      for (const [client, value] of Object.entries(fields(map))) {
        const first = seen.get(value);
        if (first === undefined) seen.set(value, client);
        else if (text(value))
          scene.report(
            'DuplicateKeyValue',
            'warning',
            secret,
            `${field}.${client}`,
            `${client} and ${first} have the same value. As API keys they would be one client; make a key for each.`,
          );
      }
    }
  }
};
