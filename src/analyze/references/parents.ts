import { listed } from '../../diagnostics/shown.ts';
import { isUnknown } from '../../objects/unknown-value.ts';
import type { Report } from '../check.ts';
import { type Listener, listenersNamed, listenersOf } from '../listeners.ts';
import { entries, fields, GATEWAY_API, groupOf, type Loose, type Ref, refOf, show, text } from '../loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { refusal } from './allowed.ts';

/** Maximum number of listeners of a Gateway (API server); further ones are not compared with a route without sectionName. */
const MOST = 256;

const isRoute = (o: Loose): boolean => groupOf(o) === GATEWAY_API && o.kind.endsWith('Route');

/** The intersection of a route's hostname and a listener's; undefined: empty. Both may begin with `*.`. */
export const commonHostname = (listener: string | undefined, route: string | undefined): string | undefined => {
  if (listener === undefined || route === undefined) return listener ?? route ?? '*';
  if (listener === route || isUnknown(listener) || isUnknown(route)) return route;
  if (listener.startsWith('*.') && route.endsWith(listener.slice(1))) return route;
  if (route.startsWith('*.') && listener.endsWith(route.slice(1))) return listener;
  return undefined;
};

/** The hostnames of a route; `[undefined]` if it accepts any. */
export const hostnamesOf = (route: Loose): (string | undefined)[] => {
  const given = fields(route.spec).hostnames;
  const names = Array.isArray(given) ? given.filter((h): h is string => typeof h === 'string') : [];
  return names.length > 0 ? names : [undefined];
};

/** The listeners that a route names, and why it may not attach to them. */
class ParentCheck {
  constructor(
    private readonly snapshot: Snapshot,
    private readonly report: Report,
    private readonly route: Loose,
  ) {}

  listeners(ref: Ref, field: string): Listener[] {
    const { group = GATEWAY_API, kind = 'Gateway', name = '' } = ref;
    const namespace = ref.namespace ?? this.route.metadata.namespace;
    // The parent of a route may be a Service (in a mesh).
    if (group !== GATEWAY_API) return [];
    const parent = this.snapshot.find(group, kind, namespace, name);
    if (!parent) {
      const mayExist = this.snapshot.mayExist(group, kind, namespace);
      this.report('NoMatchingParent', this.route, field, { case: 'parent', of: { kind, name, namespace, mayExist } });
      return [];
    }
    const named =
      ref.sectionName === undefined ? listenersOf(parent).slice(0, MOST) : listenersNamed(parent, ref.sectionName);
    const found = named.filter((l) => ref.port === undefined || l.port === ref.port);
    if (found.length === 0) {
      const at = named.length === 0 && ref.sectionName !== undefined ? 'sectionName' : 'port';
      const of = { parent: show(parent), at, value: ref[at] } as const;
      this.report('NoMatchingParent', this.route, `${field}.${at}`, { case: 'listener', of });
    }
    return this.open(this.allowed(found, field), parent, ref, field);
  }

  private allowed(listeners: Listener[], field: string): Listener[] {
    const { namespace } = this.route.metadata;
    const refusals = listeners.map((l) => refusal(this.snapshot, l, namespace));
    const allowed = listeners.filter((_, i) => refusals[i] === undefined);
    if (refusals[0] !== undefined && allowed.length === 0)
      this.report('NotAllowedByListeners', this.route, field, refusals[0]);
    return allowed;
  }

  private open(listeners: Listener[], parent: Loose, ref: Ref, field: string): Listener[] {
    const hostnames = hostnamesOf(this.route);
    const open = listeners.filter((l) => hostnames.some((h) => commonHostname(l.hostname, h) !== undefined));
    if (listeners.length > 0 && open.length === 0)
      this.report('NoMatchingListenerHostname', this.route, 'spec.hostnames', {
        parent: show(parent),
        hostnames: listed(listeners.map((l) => l.hostname ?? '*')),
      });
    const clear = open.find((l) => l.protocol === 'HTTP');
    if (ref.sectionName === undefined && ref.port === undefined && clear && open.some((l) => l.protocol === 'HTTPS'))
      this.report('NoSectionName', this.route, field, {
        listener: clear.name,
        port: clear.port,
        complete: this.snapshot.complete,
      });
    return open;
  }
}

/** Checks the parents of a route; returns the listeners that serve it. */
export const checkParents = (snapshot: Snapshot, report: Report, route: Loose): Listener[] => {
  if (!isRoute(route)) return [];
  const check = new ParentCheck(snapshot, report, route);
  return entries(fields(route.spec).parentRefs).flatMap((ref, i) =>
    check.listeners(refOf(ref), `spec.parentRefs[${i}]`),
  );
};

/** The name of a rule in findings. */
export const ruleName = (rule: Readonly<Record<string, unknown>>, index: number): string =>
  text(rule.name) ?? `number ${index + 1}`;
