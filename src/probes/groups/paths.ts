import type { RouteIntent } from '../../intent/model.ts';
import { http } from '../make.ts';
import { lookAt } from '../objects.ts';
import type { Probe } from '../probe.ts';
import { refusalOf } from '../refusals.ts';
import { askRoute, expecting } from '../requests.ts';
import { isOpen, mainRoute, type View } from '../view.ts';

/** Spellings that Envoy makes into the path itself before it chooses a route. */
const normalised = (path: string): string[] => {
  if (path === '/') return [];
  const cut = path.lastIndexOf('/');
  const letter = path.charCodeAt(cut + 1).toString(16).padStart(2, '0');
  return [
    `/${path}`,
    ...(cut > 0 ? [`${path.slice(0, cut)}/${path.slice(cut)}`] : []),
    `/validate/..${path}`,
    `/validate/%2e%2e${path}`,
    `/validate\\..${path}`,
    `${path.slice(0, cut + 1)}%${letter}${path.slice(cut + 2)}`,
  ];
};

/** Spellings that name something else, which nobody should have opened. */
const others = (path: string): string[] => [`${path};x=1`, `${path};/..${path}`, `/validate/..;${path}`, path.toUpperCase()];

/** Tricks with the spelling of a path do not get past authentication. */
export const pathTricks = (view: View): Probe[] => {
  const { intent } = view;
  const of = (service: string): RouteIntent | undefined => {
    const found = view.services.get(service);
    return found && mainRoute(view, found);
  };
  const closed = intent.services.filter((s) => s.auth.length > 0 && s.protocol !== 'grpc' && of(s.name));
  const each = closed.flatMap((service): Probe[] => {
    const route = of(service.name)!;
    const policy = view.security.get(route.security);
    if (!policy) return [];
    const request = askRoute(intent, route, service);
    const at = lookAt('SecurityPolicy', policy.name);
    const refusal = refusalOf(policy);
    // From below a public path back to a closed one.
    const back = service.publicPaths.flatMap((p) => {
      const up = '/..'.repeat(p.split('/').length - 1);
      return request.paths.filter((q) => !isOpen(view, q)).map((q) => `${p}${up}${q}`);
    });
    const same = [...request.paths.flatMap(normalised), ...back];
    const odd = request.paths.flatMap(others).filter((p) => !isOpen(view, p) && !request.paths.includes(p));
    return [
      ...(same.length > 0
        ? [
            http(
              {
                group: 'paths',
                names: ['same', service.name],
                title: `${service.name}: other spellings of its paths are closed in the same way`,
                lookAt: at,
              },
              { ...request, paths: same },
              expecting({ status: refusal.status }),
            ),
          ]
        : []),
      ...(odd.length > 0
        ? [
            http(
              {
                group: 'paths',
                names: ['odd', service.name],
                title: `${service.name}: odd spellings of its paths let nobody in`,
                lookAt: at,
              },
              { ...request, paths: odd },
              expecting({ never: ['2xx', '5xx'] }),
            ),
          ]
        : []),
    ];
  });
  const [first] = closed.length > 0 ? closed : intent.services.filter((s) => s.protocol !== 'grpc');
  const route = first && of(first.name);
  if (!first || !route) return each;
  const request = askRoute(intent, route, first);
  const base = (p: string): string => (p === '/' ? '' : p);
  const refused = http(
    {
      group: 'paths',
      names: ['refused'],
      title: 'paths with an encoded slash, backslash or NUL get 400',
      lookAt: lookAt('ClientTrafficPolicy', intent.client.name),
    },
    {
      ...request,
      paths: ['/..%2f', '/..%2F..%2f', '%2fvalidate', '/..%5c', '/%00'].map((t) => `${base(request.paths[0] ?? '/')}${t}`),
    },
    expecting({ status: ['400'] }),
  );
  return [refused, ...each];
};
