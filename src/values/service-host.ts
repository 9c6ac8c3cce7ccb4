// Services by the names that the DNS of the cluster gives them.

/** The name of a Service for every namespace. */
export const hostOfService = (service: string, namespace: string): string =>
  `${service}.${namespace}.svc.cluster.local`;

const FORM = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?\.?$/;

/** The Service that a host is; undefined: none, such as a name below `svc.clusterset.local`, which other clusters serve too. */
export const serviceOfHost = (host: string): { readonly service: string; readonly namespace: string } | undefined => {
  const [, service, namespace] = FORM.exec(host) ?? [];
  return service !== undefined && namespace !== undefined ? { service, namespace } : undefined;
};
