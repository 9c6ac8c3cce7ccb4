import { common, http, kubectl } from '../make.ts';
import { gatewayObjects, lookAt, objectRef } from '../objects.ts';
import { type Probe, RUN } from '../probe.ts';
import { ask, expecting } from '../requests.ts';
import { isOpen, type View } from '../view.ts';

const FOREIGN = 'foreign.invalid';

/** Only the answered host name is served, and only the answered paths. */
export const hosts = (view: View): Probe[] => {
  const { intent } = view;
  const gateway = lookAt('Gateway', intent.gateway.name);
  const foreign = (scheme: 'http' | 'https', words: string): Probe =>
    http(
      { group: 'hosts', names: [`foreign-${scheme}`], title: words, lookAt: gateway },
      // The connection goes to our name, so that TLS is right and only the Host header is foreign.
      ask(intent, { scheme, headers: [['Host', FOREIGN]] }),
      expecting({ status: ['404', '421'] }),
    );
  const unknown = `/${RUN}-nobody`;
  const closed = gatewayObjects(intent).closed;
  return [
    foreign('http', 'a foreign host name gets 404 on http'),
    foreign('https', 'a foreign Host header gets 404 on https'),
    {
      ...common({ group: 'hosts', names: ['foreign-tls'], title: 'a foreign name gets no TLS connection', lookAt: gateway }),
      kind: 'tls',
      needs: [],
      requests: 1,
      host: FOREIGN,
      expect: { type: 'unknownName' },
    },
    ...(isOpen(view, unknown) || intent.services.some((s) => s.paths.includes('/'))
      ? []
      : [
          http(
            {
              group: 'hosts',
              names: ['unknown-path'],
              title: 'a path that no service has gets 404',
              lookAt: lookAt('HTTPRoute', gatewayObjects(intent).catchAll, '20-gateway'),
            },
            ask(intent, { paths: [unknown] }),
            expecting({ status: ['404'] }),
          ),
        ]),
    kubectl(
      {
        group: 'hosts',
        names: ['closed'],
        title: 'a route without a policy of its own is closed',
        lookAt: lookAt('SecurityPolicy', closed, '20-gateway'),
      },
      objectRef(intent, 'SecurityPolicy', closed),
      {
        type: 'fields',
        fields: [
          ['.spec.authorization.defaultAction', 'Deny'],
          ['.spec.authorization.rules[*].action', ''],
          ['.spec.targetRefs[*].name', intent.gateway.name],
          ['.spec.targetRefs[*].sectionName', 'https'],
        ],
      },
    ),
  ];
};
