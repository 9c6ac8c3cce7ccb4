// The listeners of the chosen Gateway: certificates and host names become answers, the rest is generated again.
import { type Listener, listenersOf } from '../../../effective/listeners/listeners.ts';
import type { Loose } from '../../../effective/objects/loose-objects.ts';
import type { Part, Sourced } from '../../neutral/neutral.ts';
import { said } from '../../report/ledger.ts';
import type { SourceNode } from '../../source/source-node.ts';
import type { GatewayView } from '../source-views.ts';
import { certificateSource, type HostCertificate } from './certificate-source.ts';
import { ownTls } from './own-hosts.ts';

const USUAL: Readonly<Record<string, number>> = { HTTP: 80, HTTPS: 443 };
const OF_STREAMS = new Set(['TLS', 'TCP', 'UDP']);
const READ = new Set(['name', 'protocol', 'port', 'hostname', 'tls', 'allowedRoutes']);

/** Says what became of the fields of a listener that are no answers. */
const sayListener = (
  { ledger }: GatewayView,
  node: SourceNode,
  { name, protocol = '', hostname = '' }: Listener,
  hosts: readonly Sourced[],
): void => {
  ledger.noEffect(node.get('name'), node.get('protocol'), node.get('tls', 'mode'));
  const host = node.get('hostname');
  // A host of the answers is said there.
  const isSaid = hosts.some((h) => h.value === hostname && h.from.some((n) => n.pointer === host.pointer));
  if (!isSaid) ledger.noEffect(host);
  ledger.noEffect(node.get('allowedRoutes'));
  const port = node.get('port');
  if (OF_STREAMS.has(protocol) || port.number === USUAL[protocol]) ledger.noEffect(port);
  else ledger.say(port, 'PortDiffers', { name: `listener ${name}`, port: port.text ?? '' });
  const from = node.get('allowedRoutes', 'namespaces', 'from');
  if (from.exists && from.text !== 'Same' && !OF_STREAMS.has(protocol))
    ledger.say(from, 'ListenerNamespaces', { from: from.text ?? '' });
  for (const other of [...node.children.filter((c) => !READ.has(c.key)), node.get('tls', 'options')])
    if (other.exists)
      ledger.say(other, 'ListenerFieldNotSaid', { field: other.path.slice(3).join('.'), listener: name });
};

/** The certificates of https listeners, with where they come from. */
const certificates = (view: GatewayView, listeners: readonly Listener[]): HostCertificate[] => {
  const { source, snapshot, ledger } = view;
  return listeners.flatMap((listener) => {
    const refs = source.node(listener.owner, `${listener.field}.tls.certificateRefs`)?.items ?? [];
    return refs.map((ref): HostCertificate => {
      const name = ref.get('name');
      const namespace = ref.get('namespace').text ?? listener.owner.metadata.namespace;
      const found = certificateSource(snapshot, source, namespace, name);
      ledger.noEffect(ref.get('kind'), ref.get('group'), ref.get('namespace'));
      if (!('secret' in found.value)) ledger.noEffect(name);
      return { listener, ref: name, ...found };
    });
  });
};

/** The certificates of others are asked for: the Secret must be where the new Gateway is. */
const askedTls = ({ ledger }: GatewayView, all: readonly HostCertificate[], hasIssuer: boolean): Part[] => {
  const host = (l: Listener): string => l.hostname ?? `listener ${l.name}`;
  const parts: Part[] = [];
  for (const { ref, listener } of all) {
    const values = { secret: ref.text ?? '', host: host(listener) };
    if (parts.length === 0 && !hasIssuer)
      parts.push({
        key: 'tls.secret',
        value: undefined,
        from: [ref],
        said: said('CertificateAsked', { hosts: values.host, source: `in Secret ${values.secret}` }),
        suggestion: { value: values.secret, reason: 'the certificate of the listener in the source' },
      });
    else ledger.say(ref, 'GatewayOtherCertificate', values);
  }
  return parts;
};

/** What decides the host names and certificates of the answers. */
interface HostsOfAnswers {
  readonly hosts: readonly Sourced[];
  /** The Gateway is our own output, whose names are answers. */
  readonly isOwn: boolean;
  /** An issuer is asked for instead of a Secret. */
  readonly hasIssuer: boolean;
}

/** `tls`, and the host names of the answers. */
export const listenerParts = (
  view: GatewayView,
  gateways: readonly Loose[],
  { hosts, isOwn, hasIssuer }: HostsOfAnswers,
): Part[] => {
  const listeners = gateways.flatMap((owner) => listenersOf(owner));
  for (const listener of listeners) {
    const node = view.source.node(listener.owner, listener.field);
    if (node) sayListener(view, node, listener, hosts);
  }
  const all = certificates(
    view,
    listeners.filter((l) => l.protocol === 'HTTPS'),
  );
  return isOwn ? ownTls(view, all, hosts) : askedTls(view, all, hasIssuer);
};
