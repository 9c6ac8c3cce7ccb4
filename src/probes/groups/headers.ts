import { answered, UNSAFE } from '../answered.ts';
import { firstCredential } from '../credentials.ts';
import { http } from '../make.ts';
import { lookAt } from '../objects.ts';
import type { Probe } from '../probe.ts';
import { askRoute, changesNothing, once } from '../requests.ts';
import { mainRoute, type View } from '../view.ts';

const escaped = (s: string): string => s.replace(/[.*+?()|[\]{}$^\\]/g, (c) => (c === '^' || c === '\\' ? `\\${c}` : `[${c}]`));

/** Response headers are set and removed as answered. */
export const headers = (view: View): Probe[] =>
  view.intent.services.flatMap((service): Probe[] => {
    const route = mainRoute(view, service);
    const policy = route && view.security.get(route.security);
    const { set, add, remove } = service.response;
    if (!route || !policy || service.protocol !== 'http' || set.length + add.length + remove.length === 0) return [];
    const request = once(askRoute(view.intent, route, service, firstCredential(policy, route, service)));
    return [
      http(
        {
          group: 'headers',
          names: [service.name],
          title: `${service.name}: response headers are changed as answered`,
          lookAt: lookAt(route.kind, route.name),
          unable: changesNothing(request) ? undefined : UNSAFE,
        },
        ...answered(request, service, {
          // What an operator of Envoy makes of a request cannot be foretold; that the header is there can.
          has: [...set, ...add].flatMap(([n, v]) =>
            v.includes('%') ? [] : [[n.toLowerCase(), `^${escaped(v)}$`] as const],
          ),
          lacks: remove.map((n) => n.toLowerCase()),
        }),
      ),
    ];
  });
