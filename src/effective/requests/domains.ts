// Which of several host names takes a request, as Envoy chooses virtual hosts and certificates.

/** The host of a request as Envoy compares it: without its port, in lower case (`ignore_port_in_host_matching`). */
export const comparedHost = (host: string): string => host.replace(/:\d*$/, '').toLowerCase();

/** The wider names of a host, the closest first: `*.b.c` and `*.c` for `a.b.c`, then `*`. */
function* wider(host: string): Generator<string> {
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) yield `*${host.slice(dot)}`;
  yield '*';
}

/** The name that takes a host: itself, else the longest `*.example.com` that it ends with, else `*`; undefined: none does. */
export const domainOf = (host: string, isKnown: (domain: string) => boolean): string | undefined => {
  if (isKnown(host)) return host;
  for (const domain of wider(host)) if (isKnown(domain)) return domain;
  return undefined;
};
