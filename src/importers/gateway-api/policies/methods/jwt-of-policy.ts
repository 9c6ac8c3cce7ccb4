// Providers of tokens. A token of any of them is enough.
import { entries, type Fields, fields, isSet, text, texts } from '../../../../effective/objects/loose-objects.ts';
import type { Part } from '../../../neutral/neutral.ts';
import { said } from '../../../report/ledger.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { onlyKnown, Unsaid } from '../unsaid.ts';
import { caOf } from './ca-of-server.ts';
import { identityOf, type MethodOfPolicy, type MethodReader } from './method-of-policy.ts';

/** jwt.audiences of the answers, maxItems. */
const MOST_AUDIENCES = 8;

/** A part, or the question for it if the policy has no value. */
const orAsked = (room: PolicyRoom, key: string, value: unknown, at: string, field: string): Part =>
  value !== undefined
    ? { key, value, from: room.from(`${at}.${field}`) }
    : { key, value: undefined, from: room.from(at), said: said('TokenFieldAsked', { key, policy: room.name }) };

/** Where the public keys are: the answer, with the field that contains it. */
const keysOf = (p: Fields, at: string, room: PolicyRoom): Part[] => {
  const { remoteJWKS, localJWKS } = p;
  if (isSet(remoteJWKS)) {
    const given = fields(remoteJWKS);
    // The others are about the connection to the server with the keys.
    onlyKnown(given, `${at}.remoteJWKS`, 'uri', 'backendRefs', 'backendRef', 'backendSettings', 'cacheDuration');
    const uri = text(given.uri);
    const ca = caOf(given, `${at}.remoteJWKS`, uri, room);
    const isSecure = uri !== undefined && /^https:\/\//.test(uri);
    return [orAsked(room, 'jwks', isSecure ? uri : undefined, `${at}.remoteJWKS`, 'uri'), ...ca];
  }
  const local = fields(localJWKS);
  onlyKnown(local, `${at}.localJWKS`, 'type', 'inline', 'valueRef');
  const name = text(fields(local.valueRef).name);
  if (text(local.inline) !== undefined)
    return [{ key: 'jwks', value: { inline: local.inline }, from: room.from(`${at}.localJWKS`) }];
  if (name !== undefined && fields(local.valueRef).kind === 'ConfigMap')
    return [{ key: 'jwks', value: { configMap: name }, from: room.from(`${at}.localJWKS`) }];
  throw new Unsaid('public keys that are in no ConfigMap', `${at}.localJWKS`);
};

/** Where the token is. Answers have one place, so further ones are left out: fewer requests pass. */
const placeOf = (p: Fields, at: string, room: PolicyRoom): Part[] => {
  const field = `${at}.extractFrom`;
  const narrower = said('FewerTokenPlaces', { policy: room.name });
  if (!isSet(p.extractFrom)) {
    room.view.ledger.add(room.from(at)[0]!.get('extractFrom'), narrower);
    return [];
  }
  const given = fields(p.extractFrom);
  onlyKnown(given, field, 'headers', 'cookies', 'params');
  const headers = entries(given.headers).map((h) => ({ name: text(h.name) ?? '', prefix: text(h.valuePrefix) ?? '' }));
  const cookies = texts(given.cookies);
  const all = headers.length + cookies.length + texts(given.params).length;
  const bearer = headers.find((h) => h.name.toLowerCase() === 'authorization' && h.prefix === 'Bearer ');
  const header = headers.find((h) => h.prefix === '' && h.name.toLowerCase() !== 'authorization');
  const what = all > 1 ? { said: narrower } : {};
  if (bearer) {
    for (const node of room.from(field)) {
      if (all > 1) room.view.ledger.add(node, narrower);
      else room.view.ledger.carried(node);
    }
    return [];
  }
  const value = header ? { header: header.name } : cookies[0] !== undefined ? { cookie: cookies[0] } : undefined;
  if (!value) throw new Unsaid('tokens that are only in a place that no method reads', field);
  return [{ key: 'from', value, from: room.from(field), ...what }];
};

const claimsOf = (p: Fields, at: string, room: PolicyRoom): Part[] => {
  const list = entries(p.claimToHeaders);
  if (list.length === 0) return [];
  const claims = Object.fromEntries(list.map((c) => [text(c.claim) ?? '', text(c.header) ?? '']));
  if (Object.keys(claims).length < list.length)
    throw new Unsaid('one claim in several headers', `${at}.claimToHeaders`);
  return [{ key: 'claims', value: claims, from: room.from(`${at}.claimToHeaders`) }];
};

interface Provider {
  readonly name: string;
  readonly issuer: Part;
  readonly audiences: Part;
  readonly keys: readonly Part[];
  readonly rest: readonly Part[];
}

const providerOf = (p: Fields, at: string, room: PolicyRoom): Provider => {
  onlyKnown(p, at, 'name', 'issuer', 'audiences', 'remoteJWKS', 'localJWKS', 'claimToHeaders', 'extractFrom');
  const audiences = texts(p.audiences);
  if (audiences.length > MOST_AUDIENCES) throw new Unsaid(`more than ${MOST_AUDIENCES} audiences`, `${at}.audiences`);
  for (const node of room.from(`${at}.name`)) room.view.ledger.carried(node);
  return {
    name: text(p.name) ?? '',
    issuer: orAsked(room, 'issuer', text(p.issuer) || undefined, at, 'issuer'),
    audiences: orAsked(room, 'audiences', audiences.length > 0 ? audiences : undefined, at, 'audiences'),
    keys: keysOf(p, at, room),
    rest: [...claimsOf(p, at, room), ...placeOf(p, at, room)],
  };
};

/** `customers.2` is a further issuer of the method `customers`; generate names them so. */
const FURTHER = /^(.+)\.(\d+)$/;

const values = (parts: readonly Part[]): string => JSON.stringify(parts.map(({ key, value }) => [key, value]));

const methodOf = ([first, ...more]: readonly Provider[]): MethodOfPolicy => {
  const { issuer, audiences, keys, rest, name } = first!;
  const own: Part[] = [{ key: 'type', value: 'jwt', from: [] }, issuer, ...keys, audiences, ...rest];
  const further = more.map((p) => {
    const same = JSON.stringify(p.audiences.value) === JSON.stringify(audiences.value);
    const jwks = p.keys.find((k) => k.key === 'jwks')!;
    return {
      value: { issuer: p.issuer.value, jwks: jwks.value, ...(!same && { audiences: p.audiences.value }) },
      from: [...p.issuer.from, ...jwks.from, ...p.audiences.from, ...p.rest.flatMap((r) => r.from)],
    };
  });
  const parts =
    further.length === 0
      ? own
      : [...own, { key: 'moreIssuers', value: further.map((f) => f.value), from: further.flatMap((f) => f.from) }];
  return {
    type: 'jwt',
    name: name || DEFAULT_NAME,
    identity: identityOf('jwt', parts, name),
    parts,
    providers: [first!, ...more].map((p) => p.name),
  };
};

const DEFAULT_NAME = 'tokens';

/** Whether a provider can be a further issuer of the method of another one. */
const joins = (a: Provider, b: Provider): boolean =>
  values(a.rest) === values(b.rest) && b.issuer.value !== undefined && b.audiences.value !== undefined;

export const jwtOfPolicy: MethodReader = (given, room) => {
  onlyKnown(given, 'jwt', 'providers', 'optional', 'failOpen');
  if (given.failOpen === true) throw new Unsaid('requests with an invalid token pass (failOpen)', 'jwt.failOpen');
  const providers = entries(given.providers).map((p, i) => providerOf(p, `jwt.providers[${i}]`, room));
  if (providers.length === 0) throw new Unsaid('tokens without a provider', 'jwt');
  const groups: Provider[][] = [];
  for (const p of providers) {
    const [, main] = FURTHER.exec(p.name) ?? [];
    const group = groups.find(([first]) => first!.name === main && joins(first!, p));
    if (group) group.push(p);
    else groups.push([p]);
  }
  return groups.map(methodOf);
};

/** All providers as one method, where a policy requires other methods in addition. */
export const asOneMethod = (methods: readonly MethodOfPolicy[]): MethodOfPolicy => {
  if (methods.length === 1) return methods[0]!;
  throw new Unsaid('several token providers together with another method', 'jwt.providers');
};
