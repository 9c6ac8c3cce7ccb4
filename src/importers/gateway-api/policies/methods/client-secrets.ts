// Secrets with credentials of clients, and the header with the name of the client.
import { fields, text } from '../../../../effective/objects/loose-objects.ts';
import type { Part } from '../../../neutral/neutral.ts';
import { said } from '../../../report/ledger.ts';
import type { PolicyRoom } from '../policy-room.ts';

/** `secret` of a method. Answers name a Secret in the namespace of the Gateway. */
export const secretPart = (room: PolicyRoom, ref: unknown, field: string, key = 'secret'): Part => {
  const { name, namespace } = fields(ref);
  const place = text(namespace);
  const elsewhere = place !== undefined && place !== room.namespace;
  return {
    key,
    value: text(name),
    from: room.from(field),
    ...(elsewhere && { said: said('SecretElsewhere', { secret: String(name), namespace: place }) }),
  };
};

/** Services get the name of the client in the header that generate uses. */
export const headerOfClient = (room: PolicyRoom, field: string, header: string): void => {
  for (const node of room.from(field)) {
    if (node.text?.toLowerCase() === header) room.view.ledger.carried(node);
    else room.view.ledger.say(node, 'ClientHeaderRenamed', { given: String(node.text), header });
  }
};
