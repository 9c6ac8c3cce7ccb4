// The CA of a server that a method calls: a Backend with a BackendTLSPolicy.

import { entries, type Fields, fields, text } from '../../../../effective/objects/loose-objects.ts';
import { inNamespaceOf } from '../../../../effective/requests/effective-policy.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { Unsaid } from '../unsaid.ts';
import { addressesOf } from './server-of-backend.ts';

/** `ca` of a method that calls a URL. Only a Backend with the host and port of the URL is one. */
export const caOf = (given: Fields, at: string, url: string | undefined, room: PolicyRoom): Part[] => {
  const refs = [...entries(given.backendRefs), ...(given.backendRef === undefined ? [] : [fields(given.backendRef)])];
  if (refs.length === 0) return [];
  const field = `${at}.${given.backendRefs === undefined ? 'backendRef' : 'backendRefs'}`;
  const [ref] = refs;
  const server = refs.length === 1 ? addressesOf(room, inNamespaceOf(room.policy.policy, ref)) : undefined;
  const to = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
  if (!server?.ca || !to || to.hostname !== server.host || Number(to.port || 443) !== server.port)
    throw new Unsaid(`a connection to ${text(ref?.name) ?? 'a backend'} instead of the host of the URL`, field);
  for (const node of room.from(field)) room.view.ledger.carried(node);
  return [{ key: 'ca', value: server.ca, from: server.from }];
};
