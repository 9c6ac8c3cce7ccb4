// PROXY protocol between the load balancer, which annotations configure, and the listeners.
import { isForeign, proxiesOf } from '../../effective/gateways/controllers.ts';
import { listenersOf } from '../../effective/listeners/listeners.ts';
import { ENVOY_GATEWAY, type Fields, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import { clientSettings } from '../../effective/requests/client-settings.ts';
import { proxyProtocolOf } from '../../values/clouds.ts';
import type { Check } from '../check.ts';

/** Whether connections must begin with the header; `either`: they may. */
const expectation = (spec: Fields): 'header' | 'none' | 'either' => {
  if (spec.proxyProtocol === undefined) return spec.enableProxyProtocol === true ? 'header' : 'none';
  return fields(spec.proxyProtocol).optional === true ? 'either' : 'header';
};

const annotationsOf = (proxy: Loose): Record<string, string> => {
  const { envoyService } = fields(fields(fields(proxy.spec).provider).kubernetes);
  const given = Object.entries(fields(fields(envoyService).annotations));
  return Object.fromEntries(given.flatMap(([key, value]) => (text(value) === undefined ? [] : [[key, text(value)!]])));
};

/** A load balancer that sends a header which the listeners do not expect, or the reverse. Without an annotation it is not known. */
export const proxyProtocol: Check = (snapshot, report) => {
  const told = new Set<string>();
  for (const gateway of snapshot.of('Gateway')) {
    if (isForeign(snapshot, gateway)) continue;
    for (const proxy of proxiesOf(snapshot, gateway)) {
      const found = proxyProtocolOf(annotationsOf(proxy));
      if (!found) continue;
      for (const listener of listenersOf(gateway)) {
        if (listener.protocol !== 'HTTP' && listener.protocol !== 'HTTPS') continue;
        const { policy, spec } = clientSettings(snapshot, listener);
        const expects = expectation(spec);
        if (expects === 'either' || (expects === 'header') === found.sends) continue;
        // The policy with the setting may be in the cluster.
        const sure =
          policy !== undefined ||
          snapshot.absence(ENVOY_GATEWAY, 'ClientTrafficPolicy', gateway.metadata.namespace) === 'certain';
        const id = `${proxy.metadata.namespace}/${proxy.metadata.name}`;
        if (told.has(id)) continue;
        told.add(id);
        report('ProxyProtocolMismatch', proxy, 'spec.provider.kubernetes.envoyService.annotations', {
          annotation: found.key,
          sends: found.sends,
          listener: listener.name,
          sure,
        });
      }
    }
  }
};
