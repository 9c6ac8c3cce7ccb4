import { fields, text } from '../../../../effective/objects/loose-objects.ts';
import type { Part } from '../../../neutral/neutral.ts';
import { onlyKnown, Unsaid } from '../unsaid.ts';
import { headerOfClient, secretPart } from './client-secrets.ts';
import { identityOf, type MethodReader } from './method-of-policy.ts';

/** Set by generated policies. */
const USER_HEADER = 'x-basic-user';

export const basicOfPolicy: MethodReader = (given, room) => {
  onlyKnown(given, 'basicAuth', 'users', 'forwardUsernameHeader');
  const name = text(fields(given.users).name);
  if (name === undefined) throw new Unsaid('users without a Secret', 'basicAuth.users');
  const parts: Part[] = [{ key: 'type', value: 'basic', from: [] }, secretPart(room, given.users, 'basicAuth.users')];
  headerOfClient(room, 'basicAuth.forwardUsernameHeader', USER_HEADER);
  return [
    {
      type: 'basic',
      name: room.name,
      identity: identityOf('basic', parts),
      parts,
      clientHeader: text(given.forwardUsernameHeader)?.toLowerCase(),
    },
  ];
};
