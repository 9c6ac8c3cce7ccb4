// IngressRouteTCP with TLS passthrough becomes a stream. Ports of entry points are in no object, so others are left out.

import { hostPattern } from '../../answers/schema/hosts-schema.ts';
import { labelOf } from '../neutral/naming.ts';
import type { ListItem } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { serviceReference } from '../spelling/service-reference.ts';
import { alternativesOf } from './rule-language.ts';
import { shownRule } from './traefik-match.ts';
import { namespaceOf, type TraefikObjects } from './traefik-objects.ts';

/** Streams of an object; what cannot be one is reported. */
export const streamOf = (object: SourceNode, objects: TraefikObjects, ledger: Ledger): ListItem[] => {
  const name = object.get('metadata', 'name').text ?? 'stream';
  const tls = object.get('spec', 'tls');
  return object.get('spec', 'routes').items.flatMap((route) => {
    const leaveOut = (what: string): ListItem[] => {
      ledger.say(route, 'RouteLeftOut', { route: name, what });
      return [];
    };
    const rule = route.get('match');
    const matchers = alternativesOf(rule.text ?? '')?.flat() ?? [];
    const hosts = matchers.flatMap((m) => (m.not || m.name.toLowerCase() !== 'hostsni' ? ['*'] : [...m.values]));
    const [service, ...more] = route.get('services').items;
    const namespace = service?.get('namespace').text ?? namespaceOf(object);
    const port = service && objects.portOf(service.get('name').text ?? '', namespace, service.get('port'));
    if (tls.get('passthrough').flag !== true)
      return leaveOut('the port of its entry point is in no object; add it to streams');
    if (hosts.length === 0 || hosts.some((h) => h === '*' || !hostPattern.safeParse(h).success))
      return leaveOut(`the answers cannot contain its rule ${shownRule(rule.text ?? '')}`);
    if (route.get('middlewares').items.length > 0) return leaveOut('it has middlewares, which restrict its clients');
    if (!service || more.length > 0 || port === undefined) return leaveOut('it has not one service with a port');
    ledger.say(object.get('spec', 'publicReason'), 'StreamReasonAsked', { stream: name });
    ledger.noEffect(...object.get('spec', 'entryPoints').items, route.get('priority'));
    return [
      {
        list: 'streams' as const,
        value: {
          name: labelOf(name, 'stream'),
          tlsPassthrough: { hostnames: hosts },
          backend: serviceReference(service.get('name').text, port, namespace),
        },
        from: [rule, service.get('name'), service.get('port'), service.get('namespace'), tls.get('passthrough')].filter(
          (n) => n.exists,
        ),
      },
    ];
  });
};
