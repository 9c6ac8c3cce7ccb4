/**
 * A Service as answers write a backend: `namespace/service:port`. Without a namespace, it is in that of the Gateway; `home` is that
 * namespace if it is known.
 */
export const serviceReference = (
  service: string | undefined,
  port: number | string | undefined,
  namespace?: string | undefined,
  home?: string | undefined,
): string => `${!namespace || namespace === home ? '' : `${namespace}/`}${service ?? ''}:${port ?? ''}`;
