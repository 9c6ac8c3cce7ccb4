import { http } from '../make.ts';
import { gatewayObjects, lookAt } from '../objects.ts';
import { type Probe, RUN } from '../probe.ts';
import { ask, askRoute, expecting } from '../requests.ts';
import { mainRoute, type View } from '../view.ts';

const escaped = (s: string): string => s.replace(/[.]/g, '[.]');

/** http only ever redirects: same path and query, method kept, and no service answers in clear text. */
export const redirect = (view: View): Probe[] => {
  const { intent } = view;
  const at = lookAt('HTTPRoute', gatewayObjects(intent).redirect, '20-gateway');
  const path = `/redirect-${RUN}/a%20b`;
  const location = `^https://${escaped(intent.gateway.hostname)}(:443)?${path}[?]x=1&y=%2F$`;
  const same = (method: string): Probe =>
    http(
      {
        group: 'redirect',
        names: [method],
        title: `http answers ${method} with 308 to https, same path and query`,
        lookAt: at,
      },
      ask(intent, { scheme: 'http', method, paths: [`${path}?x=1&y=%2F`] }),
      expecting({ status: ['308'], has: [['location', location]] }),
    );
  const plain = intent.services.flatMap((service): Probe[] => {
    const route = mainRoute(view, service);
    if (!route) return [];
    const { paths, headers } = askRoute(intent, route, service);
    return [
      http(
        {
          group: 'redirect',
          names: ['plain', service.name],
          title: `${service.name}: not served in clear text`,
          lookAt: lookAt(route.kind, route.name),
        },
        ask(intent, { scheme: 'http', paths, headers: headers.filter(([n]) => n !== 'te' && n !== 'content-type') }),
        expecting({ status: ['308'] }),
      ),
    ];
  });
  return [same('GET'), same('POST'), ...plain];
};
