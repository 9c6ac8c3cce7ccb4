import type { SecurityPolicy } from '../crds/types/index.ts';
import { HTTP_LISTENER } from '../model/fixed-names.ts';
import type { Intent } from '../model/intent.ts';
import { ENVOY_GATEWAY, GATEWAY_GROUP, meta, note, resource } from '../objects/make.ts';
import type { Note, Resource } from '../objects/resource.ts';
import { hostParts } from './host-parts.ts';
import { DENY_BY_DEFAULT } from './notes/access-notes.ts';
import { redirectName } from './redirect.ts';

type Spec = SecurityPolicy['spec'];

/** Solvers of cert-manager attach routes to the http listener while they prove a host name. */
const CHALLENGES = "request.path.startsWith('/.well-known/acme-challenge/')";

/**
 * If the http listener serves services, it denies by default, like the others. The redirect is its catch-all route, with a
 * policy of its own, which comes first: the redirect works all the time.
 */
export const plainHttp = (intent: Intent): Resource[] => {
  const { gateway: g } = intent;
  if (!g.plainHttp) return [];
  const policy = (
    name: string,
    target: object,
    authorization: NonNullable<Spec['authorization']>,
    notes: Note[],
  ): Resource => {
    const object: SecurityPolicy = {
      apiVersion: ENVOY_GATEWAY,
      kind: 'SecurityPolicy',
      metadata: meta(intent, name),
      spec: {
        targetRefs: [{ group: GATEWAY_GROUP, ...target } as NonNullable<Spec['targetRefs']>[number]],
        authorization,
      },
    };
    return resource('gateway', 'gateway', object, notes);
  };
  const issued = g.certificates.some((c) => c.issued);
  return [
    ...hostParts(g.hosts).map((_, i) =>
      policy(
        redirectName(intent, i),
        { kind: 'HTTPRoute', name: redirectName(intent, i) },
        { defaultAction: 'Allow' },
        [note('why', DENY_BY_DEFAULT.redirect)],
      ),
    ),
    policy(
      `${g.name}-closed-http`,
      { kind: 'Gateway', name: g.name, sectionName: HTTP_LISTENER },
      {
        defaultAction: 'Deny',
        ...(issued && { rules: [{ name: 'acme-challenges', action: 'Allow', cel: CHALLENGES }] }),
      },
      [
        note('why', DENY_BY_DEFAULT.plainHttp),
        ...(issued ? [note('why', DENY_BY_DEFAULT.challenges, 'spec', 'authorization', 'rules')] : []),
      ],
    ),
  ];
};
