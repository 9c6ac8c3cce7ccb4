// TLS of an IngressRoute: certificates are asked for; client certificates decide about access.
import type { SourceNode } from '../source/source-node.ts';
import { dropped, type TraefikDraft, undecide } from './traefik-draft.ts';
import { namespaceOf } from './traefik-objects.ts';

/** Reads `tls` of an IngressRoute, and the options that it uses. */
export const readTls = (draft: TraefikDraft, object: SourceNode): void => {
  const { ledger, objects, name } = draft;
  const tls = object.get('spec', 'tls');
  const secret = tls.get('secretName');
  if (secret.exists)
    ledger.say(secret, 'CertificateAsked', { hosts: `IngressRoute ${name}`, source: `in Secret ${secret.text ?? ''}` });
  const resolver = tls.get('certResolver');
  if (resolver.exists)
    ledger.say(resolver, 'CertificateAsked', {
      hosts: `IngressRoute ${name}`,
      source: `issued by the resolver ${resolver.text ?? ''} of Traefik`,
    });
  ledger.noEffect(tls.get('domains'), tls.get('store'));
  const reference = tls.get('options');
  const options = reference.exists
    ? objects.find('TLSOption', reference, namespaceOf(object))
    : objects.ofKind('TLSOption').find((o) => o.get('metadata', 'name').text === 'default');
  if (reference.exists && !options)
    undecide(
      draft,
      reference,
      'the TLSOption, which the files do not contain and which may require client certificates',
    );
  const client = options?.get('spec', 'clientAuth');
  if (client?.exists && client.get('clientAuthType').text !== 'NoClientCert')
    undecide(draft, client, 'client certificates of a TLSOption; tls.clientAuth is for all services');
  if (reference.exists && options) for (const key of ['name', 'namespace']) ledger.noEffect(reference.get(key));
  for (const node of options?.get('spec').children ?? [])
    if (node.key !== 'clientAuth')
      dropped(
        draft,
        node,
        `${node.key} of the TLSOption`,
        'The defaults of the gateway apply; see tls.minVersion and tls.ciphers.',
      );
};
