// Which of two routes Traefik tries first, and requests that routes of other kinds get.
import type { LostPaths, SourceOrder } from '../neutral/neutral.ts';
import type { SourceNode } from '../source/source-node.ts';
import { alternativesOf } from './rule-language.ts';
import type { TraefikMatch } from './traefik-match.ts';
import { namespaceOf, type TraefikObjects } from './traefik-objects.ts';

const OLD_CLASS = 'kubernetes.io/ingress.class';

/** Whether only connections without TLS lead to a route. */
const isWithoutTls = (object: SourceNode): boolean => {
  const points = object.get('spec', 'entryPoints').items.map((n) => n.text ?? '');
  return points.length > 0 && points.every((p) => p === 'web' || p === 'http');
};

/** Without a priority, Traefik tries the longer rule first. */
export const orderOf = (object: SourceNode, route: SourceNode, path = '', match?: TraefikMatch): SourceOrder => ({
  rank: [route.get('priority').number || (route.get('match').text?.length ?? 0)],
  // Routes of two classes are served by two Traefiks.
  server: object.get('metadata', 'annotations').get(OLD_CLASS).text ?? '',
  isWithoutTls: isWithoutTls(object),
  isText: !path.startsWith('exact:'),
  ...(match?.isWider && { isWider: true }),
  ...(match?.prefixes.includes(`${path}/`) && { wider: [path] }),
});

/** Hosts for which a TLSOption requires client certificates: of all routes, because the handshake knows the host only. */
export const certificateHosts = (objects: TraefikObjects): ReadonlySet<string> =>
  new Set(
    objects.ofKind('IngressRoute').flatMap((object) => {
      const options = objects.find('TLSOption', object.get('spec', 'tls', 'options'), namespaceOf(object));
      if (!options?.get('spec', 'clientAuth', 'clientAuthType').text?.startsWith('Require')) return [];
      const rules = object.get('spec', 'routes').items.map((r) => r.get('match').text ?? '');
      const matchers = rules.flatMap((rule) => alternativesOf(rule)?.flat() ?? []);
      return matchers.flatMap((m) => (!m.not && /^host$/i.test(m.name) ? m.values.map((v) => v.toLowerCase()) : []));
    }),
  );

const MIDDLEWARES = 'traefik.ingress.kubernetes.io/router.middlewares';
const PRIORITY = 'traefik.ingress.kubernetes.io/router.priority';

/** The requests of an Ingress that Traefik serves, which this kind of import does not read; undefined: it serves none. */
export const ofIngress = (object: SourceNode): LostPaths[] | undefined => {
  const annotations = object.get('metadata', 'annotations');
  const className = object.get('spec', 'ingressClassName').text ?? annotations.get(OLD_CLASS).text;
  if (className !== undefined && !/traefik/i.test(className)) return undefined;
  return object.get('spec', 'rules').items.flatMap((rule) =>
    rule.get('http', 'paths').items.map((item): LostPaths => {
      const host = rule.get('host').text;
      const path = item.get('path').text ?? '/';
      const isExact = item.get('pathType').text === 'Exact';
      const text = `${host ? `Host(\`${host}\`) && ` : ''}${isExact ? 'Path' : 'PathPrefix'}(\`${path}\`)`;
      return {
        hosts: host ? [host] : [],
        paths: [isExact ? `exact:${path}` : path.replace(/(.)\/+$/, '$1')],
        isPublic: !annotations.get(MIDDLEWARES).exists,
        order: { rank: [annotations.get(PRIORITY).number || text.length], isText: !isExact },
      };
    }),
  );
};
