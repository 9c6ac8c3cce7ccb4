// What makes a listener invalid by itself: its protocol, the kinds of routes, the namespaces, and whether it has TLS settings.
import { entries, type Fields, fields, text } from '../objects/loose-objects.ts';
import { PROTOCOLS, routeKinds } from './route-kinds.ts';
import type { ListenerVerdict } from './verdict.ts';

const KEY = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Why a label selector cannot be used (LabelSelectorAsSelector of apimachinery); undefined: it can. */
const selectorFault = (selector: Fields): string | undefined => {
  for (const [key, value] of Object.entries(fields(selector.matchLabels)))
    if (!KEY.test(key) || !VALUE.test(text(value) ?? '')) return `${key}: ${text(value) ?? ''} is not a label`;
  for (const { key: given, operator, values } of entries(selector.matchExpressions)) {
    const key = text(given) ?? '';
    const list = Array.isArray(values) ? values : [];
    if (!KEY.test(key)) return `${key} is not the key of a label`;
    if (operator === 'In' || operator === 'NotIn') {
      if (list.length === 0) return `operator ${operator} requires values`;
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (list.length > 0) return `operator ${operator} takes no values`;
    } else return `operator ${text(operator) ?? ''} does not exist`;
    const wrong = list.find((v) => !VALUE.test(text(v) ?? '-'));
    if (wrong !== undefined) return `${text(wrong) ?? ''} is not the value of a label`;
  }
  return undefined;
};

const INVALID = { type: 'Programmed', reason: 'Invalid' } as const;

/** `allowedRoutes.namespaces` (validateAllowedNamespaces in validate.go). */
const checkNamespaces = (verdict: ListenerVerdict): void => {
  const { from, selector, field, name } = verdict.listener;
  if (from !== 'Selector') return;
  const at = { ...INVALID, field: `${field}.allowedRoutes.namespaces` };
  if (selector === undefined) {
    verdict.add(at, 'ListenerNotProgrammed', { case: 'selectorMissing', of: { listener: name } });
    verdict.invalid();
    return;
  }
  const problem = selectorFault(fields(selector));
  if (problem === undefined) return;
  verdict.add(at, 'ListenerNotProgrammed', { case: 'selectorInvalid', of: { listener: name, problem } });
  verdict.invalid();
};

/** The protocol and `allowedRoutes.kinds` (validateListenerSpec in listener.go, validateAllowedRoutes in validate.go). */
const checkKinds = (verdict: ListenerVerdict, isOwn: boolean): void => {
  const { protocol = '', field, spec, kinds } = verdict.listener;
  if (!PROTOCOLS.includes(protocol)) {
    const at = { type: 'Accepted', reason: 'UnsupportedProtocol', field: `${field}.protocol` } as const;
    // Another controller may have protocols of its own, so an unknown one is a fault only of Envoy Gateway's Gateways.
    if (isOwn) verdict.add(at, 'UnsupportedProtocol', { protocol });
    verdict.invalid();
    return;
  }
  for (const { index, kind, group } of routeKinds(spec).refused) {
    const at = {
      type: 'ResolvedRefs',
      reason: 'InvalidRouteKinds',
      field: `${field}.allowedRoutes.kinds[${index}]`,
    } as const;
    const possible = kinds.length > 0 ? kinds : routeKinds({ ...spec, allowedRoutes: undefined }).accepted;
    verdict.add(at, 'InvalidRouteKinds', { kind, group, protocol, kinds: possible.join(' or ') });
    verdict.invalid();
  }
};

/**
 * Whether the protocol and the TLS settings fit (validateTLSConfiguration and validateHostName in validate.go). What the API server
 * refuses too is not reported again.
 */
const checkTls = (verdict: ListenerVerdict, isOwn: boolean): void => {
  const { protocol, tls, field, name, hostname } = verdict.listener;
  const refused = (kase: 'tlsMissing' | 'certificatesMissing' | 'certificatesOfPassthrough', at: string): void => {
    // Other controllers find certificates by hostname or by options.
    if (!isOwn && kase !== 'certificatesOfPassthrough') {
      verdict.uncertain();
      return;
    }
    verdict.add({ ...INVALID, field: at }, 'ListenerNotProgrammed', { case: kase, of: { listener: name } });
    verdict.invalid();
  };
  if (protocol === 'HTTP' || protocol === 'TCP' || protocol === 'UDP') {
    if (tls !== undefined || (protocol !== 'HTTP' && hostname !== undefined)) verdict.invalid();
    return;
  }
  if (protocol !== 'HTTPS' && protocol !== 'TLS') return;
  if (tls === undefined) {
    if (protocol === 'HTTPS') refused('tlsMissing', field);
    else verdict.invalid();
    return;
  }
  const certificates = entries(tls.certificateRefs);
  const terminates = (tls.mode ?? 'Terminate') === 'Terminate';
  if (!terminates && protocol === 'HTTPS') verdict.invalid();
  else if (!terminates && certificates.length > 0) refused('certificatesOfPassthrough', `${field}.tls.certificateRefs`);
  else if (terminates && certificates.length === 0) refused('certificatesMissing', `${field}.tls`);
};

/** Validates one listener by itself; `isOwn`: the Gateway is certainly Envoy Gateway's. */
export const checkSpec = (verdict: ListenerVerdict, isOwn: boolean): void => {
  checkNamespaces(verdict);
  checkKinds(verdict, isOwn);
  checkTls(verdict, isOwn);
};
