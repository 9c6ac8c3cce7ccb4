// Client certificates that the Gateway itself requires (`spec.tls.frontend`).
import { methodsIn } from '../../neutral/methods-in.ts';
import type { NeutralAuth, Part } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import type { GatewayView } from '../source-views.ts';

/** `tls.clientAuth`, or the field that answers cannot contain. */
interface RequiredCertificates {
  readonly root: readonly Part[];
  readonly lost: SourceNode | undefined;
}

/** What the Gateway requires of the certificates of clients. */
export const requiredCertificates = ({ source, gateway, ledger }: GatewayView): RequiredCertificates => {
  const tls = gateway && source.node(gateway, 'spec.tls');
  if (!tls?.exists) return { root: [], lost: undefined };
  for (const node of tls.children.filter((n) => n.key !== 'frontend'))
    ledger.say(node, 'ListenerFieldNotSaid', { field: `spec.tls.${node.key}`, listener: 'all' });
  const frontend = tls.get('frontend');
  if (!frontend.exists) return { root: [], lost: undefined };
  const validation = frontend.get('default', 'validation');
  const [ref, ...more] = validation.get('caCertificateRefs').items;
  const mode = validation.get('mode');
  const isPlain = frontend.get('perPort').items.length === 0 && more.length === 0;
  const isKnown = !mode.exists || mode.text === 'AllowValidOnly' || mode.text === 'AllowInsecureFallback';
  if (ref?.get('kind').text !== 'ConfigMap' || ref.get('namespace').exists || !isPlain || !isKnown) {
    ledger.say(frontend, 'GatewayClientCertificates');
    return { root: [], lost: frontend };
  }
  ledger.noEffect(ref.get('group'), ref.get('kind'));
  const isOptional = mode.text === 'AllowInsecureFallback';
  const value = { ca: ref.get('name').text, ...(isOptional && { optional: true }) };
  return {
    root: [{ key: 'tls.clientAuth', value, from: [ref.get('name'), ...(mode.exists ? [mode] : [])] }],
    lost: undefined,
  };
};

/** Without the certificates, requests would need less than in the source: a person decides. */
export const withoutCertificates = <T extends { readonly auth?: NeutralAuth }>(
  all: readonly T[],
  lost: SourceNode | undefined,
): readonly T[] => {
  if (!lost) return all;
  const auth: NeutralAuth = {
    is: 'untranslatable',
    what: 'client certificates that the Gateway requires',
    from: [lost],
  };
  return all.map((s) =>
    s.auth ? { ...s, auth: { ...auth, from: [...s.auth.from, lost], methods: methodsIn(s.auth) } } : s,
  );
};
