// Backends of Ingress objects: Services with a port, and the protocol that nginx speaks to them.

import { hostOfService } from '../../values/service-host.ts';
import type { Part } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { serviceReference } from '../spelling/service-reference.ts';
import { asked, invalid, near } from './ingress-annotations.ts';
import type { Ingress, Location } from './ingress-objects.ts';

/** A Service with a port. */
export interface ServicePort {
  readonly service: string;
  /** Undefined: the port is a name that no file resolves. */
  readonly port: number | undefined;
  readonly portName: string;
  /** As the answers write it. */
  readonly address: string;
  readonly from: readonly SourceNode[];
}

/** The ports of the Services among the files, by `namespace/name/port name`. */
export type Ports = ReadonlyMap<string, SourceNode>;

const idOf = (namespace: string | undefined, service: string, port: string): string =>
  `${namespace ?? ''}/${service}/${port}`;

/** Where a Service is whose namespace is not asked for. */
const ANYWHERE = '*';

/** Finds the numbers of named ports in the Services among the files. */
export const portsIn = (objects: readonly SourceNode[]): Ports => {
  const all = new Map<string, SourceNode>();
  const differ = new Set<string>();
  for (const o of objects)
    if (o.get('kind').text === 'Service')
      for (const p of o.get('spec', 'ports').items) {
        const [name, port] = [p.get('name').text, p.get('port')];
        if (name === undefined || port.number === undefined) continue;
        const service = o.get('metadata', 'name').text ?? '';
        all.set(idOf(o.get('metadata', 'namespace').text, service, name), port);
        const anywhere = idOf(ANYWHERE, service, name);
        if ((all.get(anywhere) ?? port).number !== port.number) differ.add(anywhere);
        all.set(anywhere, port);
      }
  for (const id of differ) all.delete(id);
  return all;
};

/** Files often contain the namespace of some objects only: one without a namespace is in the namespace that is searched. */
const portAt = (ports: Ports, namespace: string | undefined, service: string, port: string): SourceNode | undefined =>
  ports.get(idOf(namespace, service, port)) ??
  ports.get(idOf(namespace === undefined ? ANYWHERE : undefined, service, port));

/** The Service of a backend; undefined: it has none. */
export const servicePortOf = (
  backend: SourceNode,
  { namespace }: Pick<Ingress, 'namespace'>,
  ports: Ports,
): ServicePort | undefined => {
  const isNew = backend.get('service').exists;
  const name = isNew ? backend.get('service', 'name') : backend.get('serviceName');
  const number = backend.get('service', 'port', 'number');
  const port = isNew ? (number.exists ? number : backend.get('service', 'port', 'name')) : backend.get('servicePort');
  const service = name.text;
  if (service === undefined || !port.exists) return undefined;
  const portName = port.text ?? '';
  const resolved = portAt(ports, namespace.text, service, portName);
  const value = port.number ?? resolved?.number;
  return {
    service,
    port: value,
    portName,
    address: serviceReference(service, value, namespace.text),
    from: [name, port, ...(resolved ? [resolved] : []), ...(namespace.exists ? [namespace] : [])],
  };
};

/** A backend as a part, or the question for its port. */
export const backendPart = (key: string, to: ServicePort): Part =>
  to.port === undefined
    ? {
        key,
        value: undefined,
        // The namespace is known.
        from: to.from.filter((n) => n.key !== 'namespace'),
        said: said('BackendAsked', {
          service: to.service,
          what: `its port ${to.portName} is a name, and the Service is not among the files`,
        }),
      }
    : { key, value: to.address, from: to.from };

/** The protocols of backend-protocol that answers have. */
const PROTOCOLS: ReadonlySet<string> = new Set(['HTTP', 'HTTPS', 'AUTO_HTTP', 'GRPC', 'GRPCS', 'FCGI']);

/** What backend-protocol makes of the backend of a location. */
export interface Spoken {
  readonly protocol: string;
  readonly isGrpc: boolean;
  readonly isTls: boolean;
  /** It cannot be a backend. */
  readonly why: string | undefined;
}

export const protocolOf = ({ annotations }: Ingress): Spoken => {
  const given = annotations.read('backend-protocol').text?.trim().toUpperCase() ?? 'HTTP';
  const protocol = PROTOCOLS.has(given) ? given : 'HTTP';
  return {
    protocol,
    isGrpc: protocol.startsWith('GRPC'),
    isTls: protocol.endsWith('S'),
    why: protocol === 'FCGI' ? 'its backend-protocol is FCGI, which Envoy does not speak' : undefined,
  };
};

/** The parts of a location: backend, protocol and certificate authority. */
export const backendParts = (ingress: Ingress, { backend }: Location, ports: Ports, ledger: Ledger): Part[] => {
  const to = servicePortOf(backend, ingress, ports);
  if (!to) return [];
  const node = ingress.annotations.take('backend-protocol');
  const { isGrpc, isTls } = protocolOf(ingress);
  const given = node.text?.trim().toUpperCase();
  if (given !== undefined && !PROTOCOLS.has(given)) ledger.add(node, invalid(node, 'a protocol such as GRPC'));
  else if (given === 'HTTP') ledger.noEffect(node);
  else if (given === 'AUTO_HTTP')
    ledger.add(node, near(node, 'nginx uses the protocol of the client. The gateway always uses HTTP to the service.'));
  if (!ingress.namespace.exists)
    ledger.add(ingress.namespace, said('IngressNamespaceAsked', { service: to.service }), ['services']);
  const parts: Part[] = isGrpc ? [{ key: 'protocol', value: 'grpc', from: isTls ? [] : [node] }] : [];
  if (!isTls) return [...parts, backendPart('backend', to)];
  const isVerified =
    ingress.annotations.isOn('proxy-ssl-verify', 'on') && ingress.annotations.read('proxy-ssl-secret').exists;
  const why = `${isVerified ? 'The gateway verifies the certificate of the service, as nginx does,' : 'nginx does not verify the certificate of the service, the gateway does,'} and sends the name in it as Host header.`;
  const namespace = ingress.namespace.text;
  // A name in a certificate belongs to a namespace.
  if (!namespace || to.port === undefined) {
    const question = `${why} Write the backend as https://${to.service}.${namespace ?? 'NAMESPACE'}.svc.cluster.local:${to.port ?? 'PORT'}, and set ca.`;
    return [
      ...parts,
      {
        key: 'backend',
        value: undefined,
        from: [...to.from.filter((n) => n.key !== 'namespace'), node],
        said: asked(node, question),
      },
    ];
  }
  const ca = `${to.service}-ca`;
  const command = `Create ConfigMap ${ca} with its CA in the namespace of the Gateway: kubectl create configmap ${ca} -n NAMESPACE --from-file=ca.crt`;
  return [
    ...parts,
    { key: 'backend', value: `https://${hostOfService(to.service, namespace)}:${to.port}`, from: to.from },
    { key: 'ca', value: ca, from: [node], said: asked(node, `${why} ${command}`) },
  ];
};
