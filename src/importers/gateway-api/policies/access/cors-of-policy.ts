// CORS of a SecurityPolicy.
import { fields, isSet, text, texts } from '../../../../effective/objects/loose-objects.ts';
import { DEFAULTS } from '../../../../values/defaults.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { PolicyRoom } from '../policy-room.ts';

/** An origin of the answers: `https://app.example.com`, `https://*.example.com`. */
const ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const same = (a: readonly unknown[], b: readonly unknown[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The keys of `cors`. Origins that answers cannot contain are left out: fewer sites may call the API. */
export const corsParts = (room: PolicyRoom): Part[] => {
  const { cors } = room.spec;
  if (!isSet(cors)) return [];
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials } = fields(cors);
  const origins = texts(allowOrigins);
  const { ledger } = room.view;
  for (const [i, origin] of origins.entries())
    if (!ORIGIN.test(origin))
      for (const node of room.from(`cors.allowOrigins[${i}]`)) ledger.say(node, 'OriginNotAnswered', { origin });
  const known = origins.flatMap((o, i) => (ORIGIN.test(o) ? [{ o, from: room.from(`cors.allowOrigins[${i}]`) }] : []));
  if (known.length === 0) return [];
  const methods = texts(allowMethods);
  const isAny = methods.length === 0 || methods.includes('*');
  const part = (key: string, value: unknown, field: string): Part => ({
    key: `cors.${key}`,
    value,
    from: room.from(`cors.${field}`),
  });
  const carried = (field: string): Part[] => {
    for (const node of room.from(`cors.${field}`)) ledger.carried(node);
    return [];
  };
  const usual = same(methods, DEFAULTS.cors.methods.value);
  return [
    { key: 'cors.origins', value: known.map((k) => k.o), from: known.flatMap((k) => k.from) },
    ...(usual
      ? carried('allowMethods')
      : [part('methods', isAny ? METHODS : methods.filter((m) => METHODS.includes(m)), 'allowMethods')]),
    ...(texts(allowHeaders).length > 0 && !texts(allowHeaders).includes('*')
      ? [part('headers', texts(allowHeaders), 'allowHeaders')]
      : []),
    ...(texts(exposeHeaders).length > 0 ? [part('exposeHeaders', texts(exposeHeaders), 'exposeHeaders')] : []),
    ...(text(maxAge) === DEFAULTS.cors.maxAge.value
      ? carried('maxAge')
      : text(maxAge) === undefined
        ? []
        : [part('maxAge', maxAge, 'maxAge')]),
    ...(allowCredentials === true ? [part('credentials', true, 'allowCredentials')] : []),
  ];
};
