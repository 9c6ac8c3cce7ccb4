import { http } from '../make.ts';
import { lookAt } from '../objects.ts';
import type { Probe } from '../probe.ts';
import { askRoute, expecting, once, withHeaders } from '../requests.ts';
import { firstByPolicy, type View } from '../view.ts';

const FOREIGN = 'https://foreign.invalid';
const sample = (origin: string): string => origin.replace('*', 'validate');
const escaped = (s: string): string => s.replace(/[.*+?()|[\]{}$]/g, (c) => `[${c}]`);

/** Browsers of the answered origins may ask, others may not; preflights are answered before authentication. */
export const cors = (view: View): Probe[] =>
  firstByPolicy(view, 'security').flatMap(({ policy: name, route }): Probe[] => {
    const policy = view.security.get(name);
    const c = policy?.cors;
    const service = view.services.get(route.service);
    const origin = c?.origins[0];
    // A preflight carries no credential, so it meets the route for requests that show none.
    if (!c || !origin || route.kind === 'GRPCRoute' || route.role === 'method') return [];
    const preflight = (from: string) =>
      withHeaders(
        { ...once(askRoute(view.intent, route, service)), method: 'OPTIONS' },
        ['Origin', from],
        ['Access-Control-Request-Method', c.methods[0] ?? 'GET'],
        ['Access-Control-Request-Headers', c.headers[0] ?? 'content-type'],
      );
    const from = origin === '*' ? 'https://validate.invalid' : sample(origin);
    const said = (what: string, title: string) => ({
      group: 'cors' as const,
      names: [route.name, what],
      title: `${route.name}: ${title}`,
      lookAt: lookAt('SecurityPolicy', name),
    });
    const allowed = http(
      said('allowed', `a preflight from ${from} is answered`),
      preflight(from),
      expecting({
        status: ['200', '204'],
        has: [
          ['access-control-allow-origin', `^(${escaped(from)}|[*])$`],
          ...c.methods.map((m) => ['access-control-allow-methods', `(^|[ ,])(${escaped(m)}|[*])([ ,]|$)`] as const),
        ],
      }),
    );
    const foreign = http(
      said('foreign', 'a preflight from a foreign origin gets no permission'),
      preflight(FOREIGN),
      expecting({ lacks: ['access-control-allow-origin'], never: ['5xx'] }),
    );
    return c.origins.some((o) => o === '*' || o === 'https://*') ? [allowed] : [allowed, foreign];
  });
