// A reference to a backend as Envoy Gateway resolves it (validateBackendRef in validate.go, processDestination in route.go).
import { severityOf, type ValuesArgument } from '../../diagnostics/catalogue.ts';
import { listed } from '../../diagnostics/shown.ts';
import { type Fault, fault } from '../conditions/fault.ts';
import { controllerConfig, isExtension } from '../controller-config.ts';
import {
  ENVOY_GATEWAY,
  entries,
  fields,
  inPlace,
  isSet,
  type Loose,
  type Ref,
  show,
} from '../objects/loose-objects.ts';
import { absenceOf } from '../objects/made-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { backendFault, isDynamicResolver } from './backend-objects.ts';
import { type BackendTls, tlsTo } from './backend-tls.ts';
import { endpointsOf } from './endpoints.ts';
import { grantFault, kindFault, refs } from './reference-faults.ts';
import { hasKnownPorts, isExternalName, portsOf, SERVICES, variantsOf } from './services.ts';

/** `valid`: it receives its share; `invalid`: its share gets 500; `empty`: it has no endpoints, its share gets 503; `unknown`: objects decide that are not at hand. */
export type BackendState = 'valid' | 'invalid' | 'empty' | 'unknown';

/** A reference to a backend, resolved. */
export interface ResolvedBackend {
  readonly ref: Ref;
  /** Of the reference. */
  readonly field: string;
  readonly kind: string;
  readonly namespace: string;
  /** The Service, ServiceImport or Backend; undefined: not among the objects. */
  readonly object: Loose | undefined;
  readonly state: BackendState;
  /** Why it is invalid or empty. Envoy Gateway reports the first problem only. */
  readonly fault: Fault | undefined;
  readonly tls: BackendTls | undefined;
}

interface Found {
  readonly object?: Loose | undefined;
  readonly state: BackendState;
  readonly fault?: Fault | undefined;
}

/** A problem that is not sure, because objects are missing that the cluster may have, leaves the backend unknown. */
const stateOf = ({ code, values }: Fault): BackendState =>
  severityOf(code, ...([values] as unknown as ValuesArgument<typeof code>)) === 'error' ? 'invalid' : 'unknown';
const refused = (found: Fault, object?: Loose): Found => ({ object, state: stateOf(found), fault: found });

/** Resolves references of one owner, in the order of Envoy Gateway's checks; the first problem decides. */
class BackendResolver {
  constructor(
    private readonly snapshot: Snapshot,
    private readonly owner: Loose,
    private readonly ref: Ref,
    private readonly field: string,
    private readonly namespace: string,
    private readonly kind: string,
  ) {}

  find(): Found {
    const { snapshot, owner, ref, field, kind, namespace } = this;
    const { group = '', name = '' } = ref;
    if (isExtension(snapshot, group, kind)) {
      const denied = grantFault(snapshot, owner, ref, kind, field);
      if (denied) return refused(denied);
      const object = snapshot.find(group, kind, namespace, name);
      return object ? { object, state: 'valid' } : this.missing(group);
    }
    const wrong = kindFault(snapshot, owner, group, kind, field) ?? grantFault(snapshot, owner, ref, kind, field);
    if (wrong) return refused(wrong);
    return kind === 'Backend' ? this.backend() : this.service();
  }

  private missing(group: string): Found {
    const { snapshot, kind, namespace, field } = this;
    const { name = '' } = this.ref;
    const absence = absenceOf(snapshot, group, kind, namespace, name);
    if (absence === undefined) return { state: 'unknown' };
    const values = { kind, name, namespace, absence };
    return refused(fault(refs('BackendNotFound'), field, 'BackendNotFound', values));
  }

  /** validateBackendRefService and validateBackendServiceImport. */
  private service(): Found {
    const { snapshot, kind, namespace, field } = this;
    const { name = '', port, group = '' } = this.ref;
    if (port === undefined) {
      // The API server itself refuses a Service without a port.
      if (group === '' && kind === 'Service') return { state: 'invalid' };
      const service = `${kind} ${inPlace(namespace, name)}`;
      return refused(fault(refs('PortNotSpecified'), field, 'PortNotSpecified', { service }));
    }
    const all = variantsOf(snapshot, kind, namespace, name);
    const object = all[0];
    if (!object) return this.missing(SERVICES[kind] ?? '');
    if (all.every(isExternalName))
      return refused(
        fault(refs('UnsupportedValue'), field, 'UnsupportedValue', {
          case: 'externalName',
          of: { service: show(object) },
        }),
        object,
      );
    const protocol = this.owner.kind === 'UDPRoute' ? 'UDP' : 'TCP';
    if (
      !all.some(
        (s) =>
          isExternalName(s) || !hasKnownPorts(s) || portsOf(s).some((p) => p.port === port && p.protocol === protocol),
      )
    ) {
      const ports = listed(
        portsOf(object).map((p) => (p.protocol === protocol ? `${p.port}` : `${p.port} (${p.protocol})`)),
      );
      const values = { service: show(object), port, protocol, ports: ports === '' ? 'not set' : ports };
      return refused(fault(refs('PortNotFound'), `${field}.port`, 'PortNotFound', values), object);
    }
    return { object, state: 'valid' };
  }

  /** validateBackendRefBackend. */
  private backend(): Found {
    const { snapshot, namespace, field } = this;
    const { name = '' } = this.ref;
    const object = snapshot.find(ENVOY_GATEWAY, 'Backend', namespace, name);
    if (controllerConfig(snapshot).backends === false) {
      const backend = `Backend ${inPlace(namespace, name)}`;
      return refused(
        fault(refs('UnsupportedValue'), field, 'UnsupportedValue', { case: 'backendsOff', of: { backend } }),
        object,
      );
    }
    if (!object) return this.missing(ENVOY_GATEWAY);
    const own = backendFault(snapshot, object);
    const of = { backend: show(object) };
    if (own) {
      const ofOwn = { case: 'ofBackend', of: { ...of, sure: stateOf(own) === 'invalid' } } as const;
      return own.code === 'InvalidBackendAddress'
        ? refused(fault(refs('InvalidAddress'), field, own.code, ofOwn), object)
        : refused(fault(refs('InvalidBackendRef'), field, 'InvalidBackendRef', ofOwn), object);
    }
    if (entries(fields(object.spec).endpoints).some((e) => isSet(e.unix)))
      return refused(
        fault(refs('UnsupportedAddressType'), field, 'UnsupportedAddressType', { case: 'socket', of }),
        object,
      );
    return { object, state: 'valid' };
  }

  /** The endpoints of a Service (processServiceDestinationSetting). */
  endpoints(service: Loose): Found | undefined {
    const { field } = this;
    const { port = 0 } = this.ref;
    const found = endpointsOf(this.snapshot, service, port);
    if (found === 'none')
      return {
        object: service,
        state: 'empty',
        fault: fault({ type: 'BackendsAvailable', reason: 'EndpointsNotFound' }, field, 'EndpointsNotFound', {
          service: show(service),
          port,
        }),
      };
    if (found !== 'mixed') return undefined;
    const of = { service: show(service) };
    return refused(
      fault(refs('UnsupportedAddressType'), field, 'UnsupportedAddressType', { case: 'slices', of }),
      service,
    );
  }
}

/** A Backend with host names and other addresses (validateDestinationSettings). */
const mixedFault = (backend: Loose, field: string): Fault | undefined => {
  const all = entries(fields(backend.spec).endpoints);
  const names = all.filter((e) => isSet(e.fqdn)).length;
  if (names === 0 || names === all.length) return undefined;
  const of = { backend: show(backend) };
  return fault(refs('UnsupportedAddressType'), field, 'UnsupportedAddressType', { case: 'mixed', of });
};

/** Resolves the reference at `field` of a route, or of another owner; filters of the reference are not part of it. */
export const resolveBackend = (
  snapshot: Snapshot,
  owner: Loose,
  ref: Ref,
  field: string,
  weight = 1,
): ResolvedBackend => {
  const { kind = 'Service', namespace = owner.metadata.namespace ?? '' } = ref;
  const resolver = new BackendResolver(snapshot, owner, ref, field, namespace, kind);
  const base = { ref, field, kind, namespace };
  const found = resolver.find();
  // Of a backend without traffic, only the reference itself is validated.
  if (found.state !== 'valid' || weight === 0)
    return { ...base, object: found.object, state: found.state, fault: found.fault, tls: undefined };
  const { object } = found;
  const tls = tlsTo(snapshot, ref, namespace, kind === 'Backend' ? object : undefined, field);
  const wrong = (f: Fault): ResolvedBackend => ({ ...base, object, state: stateOf(f), fault: f, tls: undefined });
  // A route has conditions of its own for its backends; of another owner, this is the only one.
  if (tls && 'fault' in tls)
    return wrong({ ...tls.fault, isSecond: tls.fault.isSecond === true && owner.kind.endsWith('Route') });
  const settings = tls?.tls;
  if (object && SERVICES[kind] !== undefined) {
    const verdict = resolver.endpoints(object);
    if (verdict) return { ...base, object, state: verdict.state, fault: verdict.fault, tls: settings };
  }
  const mixed = object && kind === 'Backend' && !isDynamicResolver(object) ? mixedFault(object, field) : undefined;
  return mixed ? wrong(mixed) : { ...base, object, state: 'valid', fault: undefined, tls: settings };
};
