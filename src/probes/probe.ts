// What must be observable from outside if the manifests behave as configured. Probes are data: validate.sh is generated
// from them, and tests use them, too.
import type { Credential } from '../auth/credential.ts';
import type { LookAt } from '../stages.ts';

/** Groups of probes, in execution order; `--only` and `--skip` of validate.sh accept them. */
export const GROUPS = [
  'programmed', 'accepted', 'unauthenticated', 'authenticated', 'health', 'configured', 'public', 'forged', 'redirect', 'hostname', 'streams',
  'tls', 'cors', 'paths', 'rewrite', 'headers', 'network', 'mesh', 'canary', 'log', 'limit',
] as const; // biome-ignore format: a table
export type Group = (typeof GROUPS)[number];

/** One request, as curl would send it. */
export interface ProbeRequest {
  readonly credential: Credential;
  readonly method: string;
  readonly scheme: 'http' | 'https';
  readonly path: string;
  /** Extra headers that are no secret, as `name: value`. */
  readonly headers: readonly string[];
  /** The host; undefined: that of the script. */
  readonly host?: string;
  /** Name of the route that it must reach. */
  readonly route?: string;
}

/**
 * The expected response: `status` is a list of codes and classes (`401 403`, `2xx`), `reached` any answer of a service.
 * `header` and `absent` are about response headers, names in lower case; patterns are POSIX extended expressions.
 */
export interface Expectation {
  readonly status: string;
  readonly header?: { readonly name: string; readonly pattern: string };
  readonly absent?: string;
}

export type Check =
  | { readonly kind: 'programmed' }
  | {
      readonly kind: 'accepted';
      readonly resource: string;
      readonly names: readonly string[];
      /** undefined: the Gateway's. */
      readonly namespace: string | undefined;
    }
  | {
      readonly kind: 'configured';
      readonly resource: string;
      readonly name: string;
      readonly namespace: string;
      readonly jsonpath: string;
      readonly want: string;
    }
  | { readonly kind: 'listeners'; readonly resource: string }
  | { readonly kind: 'http'; readonly request: ProbeRequest; readonly expect: Expectation }
  | { readonly kind: 'grpc'; readonly request: ProbeRequest; readonly refused: boolean }
  | { readonly kind: 'forged'; readonly request: ProbeRequest; readonly header: string }
  /** The service does not receive the credential of the request. */
  | { readonly kind: 'hidden'; readonly request: ProbeRequest }
  | { readonly kind: 'backend'; readonly request: ProbeRequest; readonly name: string }
  | { readonly kind: 'rewritten'; readonly request: ProbeRequest; readonly path: string }
  | { readonly kind: 'foreign'; readonly how: 'http' | 'sni' | 'host'; readonly path: string }
  | {
      readonly kind: 'tls';
      readonly version: '1.1' | '1.2' | '1.3';
      readonly accepted: boolean;
      /** The only cipher suites that the client offers, by their OpenSSL names. */
      readonly ciphers?: readonly string[];
    }
  /** `host`: of another listener; `version`: of HTTP. */
  | { readonly kind: 'http2'; readonly host?: string; readonly version?: '1.1' }
  | { readonly kind: 'http3' }
  /** Without a client certificate there is no response. */
  | { readonly kind: 'uncertified' }
  /** A body of so many bytes gets 413. */
  | { readonly kind: 'tooLarge'; readonly request: ProbeRequest; readonly bytes: number }
  /** A port that is only forwarded. `server`: the name in the TLS handshake; `networks`: of the clients, empty: all. */
  | {
      readonly kind: 'stream';
      readonly tls: boolean;
      readonly port: number;
      readonly server: string | undefined;
      readonly networks: readonly string[];
    }
  | { readonly kind: 'underscores' }
  | { readonly kind: 'log'; readonly path: string }
  /** A pod that is not the gateway cannot connect to any of these, `service.namespace:port`. */
  | { readonly kind: 'unreachable'; readonly backends: readonly string[] }
  /** The pods of the proxies are in the mesh, or have the socket that serves its certificates. */
  | { readonly kind: 'enrolled'; readonly mode: 'ambient' | 'sidecar' | 'sds' }
  /** Hubble shows no dropped connection of the gateway. */
  | { readonly kind: 'dropped'; readonly pods: string; readonly namespaces: readonly string[] }
  /** `count` requests over one connection; the canary answers `low` to `high` of them. */
  | {
      readonly kind: 'share';
      readonly request: ProbeRequest;
      readonly canary: string;
      readonly count: number;
      readonly low: number;
      readonly high: number;
    }
  /** Over one connection: `limit` requests a `seconds`-long window pass, the next one gets 429. */
  | {
      readonly kind: 'limit';
      readonly request: ProbeRequest;
      readonly limit: number;
      readonly seconds: number;
      /** Whose requests count together with those of the check. */
      readonly whose: 'address' | 'credential';
      /** All limits of the policy, as one proxy counts them: REQUESTS/SECONDS/UNIT. */
      readonly all: readonly string[];
      readonly exact: boolean;
      readonly headers: boolean;
    };

/** One check of validate.sh. */
export interface Probe {
  /** Stable and unique: the service, then what is checked, in the words of the answers file: `users.canary.weight`. */
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  /** The file to look at when it fails; if the stage is a folder, the file in it that holds the object. */
  readonly lookAt: LookAt;
  /** Why it cannot be verified from outside: listed at the end, not counted as skipped; undefined: it can. */
  readonly unseen?: string;
  /** The networks that the route allows: for other clients, 403 is the correct response. */
  readonly networks?: readonly string[];
  readonly check: Check;
}

/** An image with curl for the Pod that `unreachable` starts; the digest is that of the list over all architectures. */
export const PROBE_IMAGE =
  'docker.io/curlimages/curl:8.11.1@sha256:c1fe1679c34d9784c1b0d1e5f62ac0a79fca01fb6377cdd33e90473c6f9f9a69';
