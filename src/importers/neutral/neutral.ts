// The neutral form: what every reader makes of its files, and what the answers are made of.
import type { Said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';

/** A value with the source values that it comes from. */
export interface Sourced<T = string> {
  readonly value: T;
  readonly from: readonly SourceNode[];
}

/** What the source had for a key that a person is asked, and why it may be the answer: `the namespace of the Ingress`. */
export interface Suggested {
  /** As a person types the answer. */
  readonly value: string;
  readonly reason: string;
}

/** An answer, or a question to a person. */
export interface Part {
  /** The key below the service, the method or the top of the answers: `cors.origins`. */
  readonly key: string;
  /** As the answers file writes it; undefined: a person has to answer, and `said` says so. */
  readonly value: unknown;
  readonly from: readonly SourceNode[];
  /** What the report says about it; undefined: carried. */
  readonly said?: Said;
  /** Of a question: the default that a person is offered. It is not used without a person. */
  readonly suggestion?: Suggested;
  /** Other source values of the same answer, of which the report says something else; `grouped` sets it. */
  readonly more?: readonly SaidOf[];
}

/** What the report says about source values. */
export interface SaidOf {
  readonly from: readonly SourceNode[];
  readonly said: Said | undefined;
}

/** A method of authentication. */
export interface NeutralMethod {
  /** The name that it gets if it is free. */
  readonly name: string;
  /** Methods with the same identity are one method. */
  readonly identity: string;
  readonly parts: readonly Part[];
}

/** How a service is protected. */
export type NeutralAuth =
  /** The source has no authentication: a person decides. */
  | { readonly is: 'unstated'; readonly from: readonly SourceNode[] }
  /** The source states explicitly that it is public. */
  | { readonly is: 'public'; readonly reason: string; readonly from: readonly SourceNode[] }
  /** The source has authentication that no answer contains. `what` completes "cannot be translated: ...". */
  | {
      readonly is: 'untranslatable';
      readonly what: string;
      readonly from: readonly SourceNode[];
      /** What of it answers can contain. They are written, so that a person who decides only writes their names. */
      readonly methods?: readonly NeutralMethod[];
      readonly said?: Said;
      readonly more?: readonly SaidOf[];
    }
  | {
      readonly is: 'methods';
      readonly need: 'any' | 'all' | 'optional';
      readonly methods: readonly NeutralMethod[];
      readonly from: readonly SourceNode[];
      readonly said?: Said;
      readonly more?: readonly SaidOf[];
    };

/** How the source compares a service with others, if that differs from Envoy. */
export interface SourceOrder {
  /** Of two services that match a request, the source chooses the one with the higher rank; the first number that differs decides. */
  readonly rank: readonly number[];
  /** The rank in other versions of the source: a service comes first if any version says so. */
  readonly otherRank?: readonly number[];
  /** What serves it, such as a class of controllers; the source does not compare services of two of them. */
  readonly server?: string | undefined;
  /** It is served without TLS only, so the source does not compare it with services that have TLS. */
  readonly isWithoutTls?: boolean;
  /** Its answers match more hosts or ports than the source, so any other service may have to come first. */
  readonly isWider?: boolean;
  /** Prefixes are compared as text: `/api` also matches `/apis`. */
  readonly isText?: boolean;
  readonly ignoresCase?: boolean;
  /** The source may match every path that begins so: `/a` of the pattern `/a.b`, which answers write as that text. */
  readonly start?: string;
  /** Hosts that its own contain, and of which another service with this path gets the requests. */
  readonly except?: readonly string[];
  /** Single paths that its answers match and the source does not: `/api` of the prefix `/api/`. */
  readonly wider?: readonly string[];
}

/** A service of the answers: requests to some paths of some hosts. */
export interface NeutralService {
  /** The name that it gets if it is free; any text. */
  readonly name: string;
  /** Without any, the service serves every host name of the gateway. */
  readonly hosts: readonly Sourced[];
  /** As answers write them: `/v1`, `exact:/v1`, `regex:/v[0-9]+`, `/pets/{id}`. */
  readonly paths: readonly Sourced[];
  /** All other keys of the service; each key once. */
  readonly parts: readonly Part[];
  readonly auth: NeutralAuth;
  /** The object of the source that it is made of: questions about the service are placed there. */
  readonly origin: SourceNode;
  /** After grouping: the origins of all that became one service. */
  readonly origins?: readonly SourceNode[];
  /** Services with different values are never grouped, because each has its own budget. */
  readonly apart?: string | undefined;
  /** Undefined: the source compares services as Envoy does. */
  readonly order?: SourceOrder;
}

/** An item of a list at the top of the answers. */
export interface ListItem {
  readonly list: 'redirects' | 'responses' | 'streams' | 'patches';
  readonly value: Readonly<Record<string, unknown>>;
  readonly from: readonly SourceNode[];
  readonly said?: Said;
  /** Of a response: how it is protected. */
  readonly auth?: NeutralAuth;
  /** Of a response or redirect: the requests that the source answers with it, instead of a service. */
  readonly requests?: Pick<NeutralService, 'hosts' | 'order' | 'parts' | 'paths'>;
}

/**
 * Requests that the source serves and no service of the answers does, because the reader could not say them. Other services that
 * would get these requests and protect them less become undecided.
 */
export interface LostPaths {
  readonly hosts: readonly string[];
  /** As answers write them; of a pattern that they cannot say: `regex:` and the pattern. */
  readonly paths: readonly string[];
  /** Whether the source lets everybody send these requests: then nothing can be opened. */
  readonly isPublic?: boolean;
  /** The source redirects them: only a service without authentication would let more through. */
  readonly isRedirected?: boolean;
  readonly order?: SourceOrder;
  /** If a service of the answers has the same paths and gets these requests: how the source protects them. */
  readonly access?: Pick<NeutralService, 'auth' | 'parts'>;
}

/** Everything that a reader found. */
export interface Neutral {
  readonly services: readonly NeutralService[];
  /** Answers and questions at the top of the answers file; each key once. */
  readonly root: readonly Part[];
  readonly lists: readonly ListItem[];
  readonly lost?: readonly LostPaths[];
}
