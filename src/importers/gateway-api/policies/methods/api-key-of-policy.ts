// API keys: the Secrets with the keys of clients, and where a request has its key.
import { entries, type Fields, fields, isSet, text, texts } from '../../../../effective/objects/loose-objects.ts';
import { inNamespaceOf } from '../../../../effective/requests/effective-policy.ts';
import { DEFAULTS } from '../../../../values/defaults.ts';
import type { Part } from '../../../neutral/neutral.ts';
import { said } from '../../../report/ledger.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { onlyKnown, Unsaid } from '../unsaid.ts';
import { headerOfClient, secretPart } from './client-secrets.ts';
import { clientsOfSecret } from './clients-of-secret.ts';
import { identityOf, type MethodReader } from './method-of-policy.ts';

/** Set by generated policies. */
const CLIENT_HEADER = 'x-client-id';

/**
 * The place of the key. Answers have one. Further places are left out, so fewer requests pass; generated policies list places of
 * other methods there, for Envoy Gateway to remove them.
 */
const placeOf = (given: Fields, room: PolicyRoom): Part[] => {
  const places = entries(given.extractFrom).flatMap((from, i) => {
    onlyKnown(from, `apiKeyAuth.extractFrom[${i}]`, 'headers', 'params', 'cookies');
    return (
      [
        ['header', 'headers'],
        ['query', 'params'],
        ['cookie', 'cookies'],
      ] as const
    ).flatMap(([key, list]) =>
      texts(from[list]).map((name, n) => ({ key, name, field: `apiKeyAuth.extractFrom[${i}].${list}[${n}]` })),
    );
  });
  const [first, ...others] = places;
  if (!first) throw new Unsaid('API keys without a place', 'apiKeyAuth.extractFrom');
  for (const { field } of others)
    for (const node of room.from(field)) room.view.ledger.say(node, 'FewerKeyPlaces', { policy: room.name });
  const { value: usual } = DEFAULTS.auth.apiKeyHeader;
  if (first.key === 'header' && first.name === usual) {
    for (const node of room.from(first.field)) room.view.ledger.carried(node);
    return [];
  }
  return [{ key: first.key, value: first.name, from: room.from(first.field) }];
};

export const apiKeyOfPolicy: MethodReader = (given, room) => {
  onlyKnown(given, 'apiKeyAuth', 'credentialRefs', 'extractFrom', 'forwardClientIDHeader', 'sanitize');
  const refs = entries(given.credentialRefs);
  if (refs.length === 0) throw new Unsaid('API keys without a Secret', 'apiKeyAuth.credentialRefs');
  const place = placeOf(given, room);
  headerOfClient(room, 'apiKeyAuth.forwardClientIDHeader', CLIENT_HEADER);
  for (const node of room.from('apiKeyAuth.sanitize')) {
    if (given.sanitize === true) room.view.ledger.carried(node);
    else room.view.ledger.say(node, 'KeyIsRemoved', { policy: room.name });
  }
  const clientHeader = text(given.forwardClientIDHeader)?.toLowerCase();
  return refs.map((ref, i) => {
    const field = `apiKeyAuth.credentialRefs[${i}]`;
    const secret = secretPart(room, ref, field);
    const name = text(fields(ref).name) ?? '';
    const clients = clientsOfSecret(room.view, inNamespaceOf(room.policy.policy, ref));
    const asked = { from: room.from(field), said: said('ClientNamesAsked', { secret: name }) };
    const parts: Part[] = [
      { key: 'type', value: 'apiKey', from: [] },
      ...place,
      secret,
      {
        key: 'clients',
        ...(clients.length > 0 ? { value: clients, from: [] } : { value: undefined, ...asked }),
      },
    ];
    return {
      type: 'apiKey' as const,
      name: refs.length === 1 ? room.name : name,
      identity: identityOf('apiKey', parts),
      parts,
      clientHeader: isSet(given.forwardClientIDHeader) ? clientHeader : undefined,
    };
  });
};
