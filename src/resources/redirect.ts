import type { HTTPRoute } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { GATEWAY_API, meta, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { LISTENERS } from './notes/listeners-notes.ts';
import { listenersThat, parentRefs } from './route-parts.ts';

/** HTTP to HTTPS. 308 keeps method and body, which 301 does not (RFC 9110, 15.4). */
export const redirect = (intent: Intent): Resource[] => {
  const { gateway: g } = intent;
  const object: HTTPRoute = {
    apiVersion: GATEWAY_API,
    kind: 'HTTPRoute',
    metadata: meta(intent, `${g.name}-http-redirect`),
    spec: {
      parentRefs: parentRefs(intent, listenersThat(intent, 'redirect')),
      hostnames: [g.hostname],
      rules: [
        {
          name: 'to-https',
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 308 } }],
        },
      ],
    },
  };
  return [
    resource('gateway', 'gateway', object, [
      note('why', LISTENERS.redirectStatus, 'spec', 'rules', 0, 'filters', 0, 'requestRedirect', 'statusCode'),
    ]),
  ];
};
