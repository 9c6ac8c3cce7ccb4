// An authorizer of a source as the address of a method of type extAuth. Sources call exactly one URL.
import { hostOfService } from '../../values/service-host.ts';

/** The URL of an authorizer in the cluster, as it is written in a source. */
export interface AuthorizerUrl {
  readonly scheme: string | undefined;
  readonly service: string;
  readonly namespace: string;
  readonly port: string | undefined;
  readonly path: string;
}

/** The key `http` of the method. Without a path, Envoy would call the authorizer with the path of the client. */
export const authorizerAddress = ({ scheme, service, namespace, port, path }: AuthorizerUrl): string =>
  `${scheme}://${hostOfService(service, namespace)}:${port ?? (scheme === 'https' ? '443' : '80')}${path === '' ? '/' : path}`;

/** Whether a path is the one of oauth2-proxy, which answers 202 and not 200, the only status that Envoy accepts. */
export const isOauth2Proxy = (path: string): boolean => /\/oauth2\/auth\/?$/.test(path);
