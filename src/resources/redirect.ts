import type { HTTPRoute } from '../crds/types/index.ts';
import { hostParts } from '../model/host-parts.ts';
import type { Intent } from '../model/intent.ts';
import { defined, GATEWAY_API, meta, note, resource, some } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { LISTENERS } from './notes/listeners-notes.ts';
import { listenersThat, parentRefs } from './route-parts.ts';

/** The name of the route that redirects the n-th part of the hosts. */
export const redirectName = ({ gateway }: Intent, i: number): string =>
  `${gateway.name}-http-redirect${i === 0 ? '' : `-hosts-${i + 1}`}`;

/** HTTP to HTTPS. 308 keeps method and body, which 301 does not (RFC 9110, 15.4). */
export const redirect = (intent: Intent): Resource[] => {
  const listeners = listenersThat(intent, 'redirect');
  return hostParts(intent.gateway.hosts).map(({ hostnames }, i) => {
    const name = redirectName(intent, i);
    const object: HTTPRoute = {
      apiVersion: GATEWAY_API,
      kind: 'HTTPRoute',
      metadata: meta(intent, name),
      spec: defined({
        parentRefs: parentRefs(intent, listeners),
        hostnames: some(hostnames),
        rules: [
          {
            name: 'to-https',
            matches: [{ path: { type: 'PathPrefix' as const, value: '/' } }],
            filters: [
              {
                type: 'RequestRedirect' as const,
                requestRedirect: { scheme: 'https' as const, statusCode: 308 as const },
              },
            ],
          },
        ],
      }),
    };
    return resource('gateway', 'gateway', object, [
      note('why', LISTENERS.redirectStatus, 'spec', 'rules', 0, 'filters', 0, 'requestRedirect', 'statusCode'),
    ]);
  });
};
