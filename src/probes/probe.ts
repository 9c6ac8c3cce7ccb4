// A probe is one observation that an answer promises, as data: validate.sh and the tests of the lab read the same list.

/** The eight checks of the interview's promise, in order, then one group for each answer that shows from outside. */
export const GROUPS = [
  'programmed',
  'accepted',
  'unauthenticated',
  'authenticated',
  'health-checks',
  'access-log',
  'spec',
  'certificate',
  'tls',
  'http2',
  'redirect',
  'hosts',
  'public',
  'authorization',
  'identity',
  'paths',
  'cors',
  'problem-json',
  'headers',
  'rewrites',
  'canary',
  'rate-limit-headers',
  'rate-limit',
] as const;
export type Group = (typeof GROUPS)[number];

/** The file of the output folder to look at, without ending: it is a folder where there are many services. */
export interface LookAt {
  readonly file: string;
  readonly object: string;
}

/** Where a credential goes in a request; `env` names the variable, or several in order of preference. */
export type Credential =
  | { readonly in: 'header'; readonly env: readonly string[]; readonly name: string; readonly prefix: string }
  | { readonly in: 'query' | 'cookie'; readonly env: readonly string[]; readonly name: string }
  /** user:password, or the whole line `Header: value`. */
  | { readonly in: 'basic' | 'line'; readonly env: readonly string[] };

export interface Request {
  readonly scheme: 'http' | 'https';
  readonly method: string;
  /** Host that is connected to, and named in TLS. */
  readonly host: string;
  /** As they go over the wire, each its own request; a query may follow the path. */
  readonly paths: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly credential: Credential | undefined;
  readonly body: 'none' | 'grpc';
  readonly version: 'any' | '1.1' | '2';
}

/** `4xx` is any of its hundred. */
export type Status = string;

export interface Expect {
  /** One of these; empty: any answer. */
  readonly status: readonly Status[];
  readonly never: readonly Status[];
  /** One of these in `grpc-status`, or one of `status` where the gateway answered plainly. */
  readonly grpc: readonly number[];
  readonly neverGrpc: readonly number[];
  /** Extended regular expressions over a header's value. */
  readonly has: readonly (readonly [name: string, pattern: string])[];
  readonly lacks: readonly string[];
  /** What a backend that repeats the request must show; one that does not makes the probe skipped. */
  readonly echo:
    | { readonly type: 'forged'; readonly value: string }
    | { readonly type: 'path'; readonly becomes: string }
    | { readonly type: 'backend'; readonly name: string; readonly other: string }
    | undefined;
  /** An answer that only says that this machine may not ask, with the reason. */
  readonly cannotTell: { readonly status: Status; readonly reason: string } | undefined;
  /** Service whose `--expect` replaces `status`. */
  readonly service: string | undefined;
}

interface Common {
  /** Stable and unique: `<group>.<what>`. */
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  /** Credentials without which it cannot run; of each list one is enough. */
  readonly needs: readonly (readonly string[])[];
  /** At most so many HTTP requests. */
  readonly requests: number;
  readonly lookAt: LookAt;
  /** Why it can never run from outside; it is reported as skipped. */
  readonly unable: string | undefined;
}

export interface HttpProbe extends Common {
  readonly kind: 'http';
  readonly request: Request;
  readonly expect: Expect;
}

export interface TlsProbe extends Common {
  readonly kind: 'tls';
  readonly host: string;
  readonly expect:
    | { readonly type: 'refused' | 'accepted'; readonly version: '1.0' | '1.1' | '1.2' | '1.3' }
    /** A name for which the listener must not answer a handshake. */
    | { readonly type: 'unknownName' }
    | { readonly type: 'trusted' }
    | { readonly type: 'http2' };
}

/** Ask until 429 comes, and judge when it came. */
export interface LimitProbe extends Common {
  readonly kind: 'limit';
  readonly request: Request;
  readonly service: string;
  readonly scope: 'local' | 'global';
  /** What one bucket holds, for each limit; local: in each replica. */
  readonly counts: readonly number[];
  readonly seconds: readonly number[];
  /** Replicas when the cluster cannot be asked. */
  readonly replicas: readonly [least: number, most: number];
  /** A header whose value makes a bucket that nobody used before. */
  readonly freshHeader: string | undefined;
  /** A header that a client may send and that must not give it a new bucket. */
  readonly forged: readonly [name: string, value: string] | undefined;
}

/** Ask often and count which backend answered. */
export interface ShareProbe extends Common {
  readonly kind: 'share';
  readonly request: Request;
  readonly service: string;
  readonly canary: string;
  readonly stable: string;
  readonly weight: number;
  /** Of `requests` answers, so many may come from the canary. */
  readonly between: readonly [least: number, most: number];
  /** A header that must differ from request to request (consistent hashing). */
  readonly varyHeader: string | undefined;
  readonly freshHeader: string | undefined;
}

export interface ObjectRef {
  /** The resource as kubectl names it, with its group. */
  readonly resource: string;
  readonly kind: string;
  /** Empty: not in a namespace. */
  readonly namespace: string;
  readonly name: string;
}

/** What the cluster says about an object. */
export interface KubectlProbe extends Common {
  readonly kind: 'kubectl';
  readonly object: ObjectRef;
  readonly check: /** `True`, and no other condition says that it is not in force. */
    | {
        readonly type: 'conditions';
        readonly true: readonly string[];
        /** parent or ancestor as `Gateway/name[/section]`; undefined: the object's own conditions. */
        readonly on: string | undefined;
        readonly mayBe: readonly string[];
      }
    | { readonly type: 'gateway'; readonly listeners: readonly string[] }
    /** JSONPath and what it prints. */
    | { readonly type: 'fields'; readonly fields: readonly (readonly [path: string, value: string])[] }
    /** A JSONPath, and a regular expression that some line of what it prints matches. */
    | { readonly type: 'text'; readonly path: string; readonly pattern: string };
}

/** A request that must appear in the access log, without the credential that it carried. */
export interface LogProbe extends Common {
  readonly kind: 'log';
  readonly request: Request;
  readonly fields: readonly string[];
}

export type Probe = HttpProbe | TlsProbe | LimitProbe | ShareProbe | KubectlProbe | LogProbe;
export type ProbeKind = Probe['kind'];

/** The part of a request or a header that every run makes anew. */
export const RUN = '@RUN@';
