// What the filters of a rule do, in the order of the rule (ProcessHTTPFilters in internal/gatewayapi/filters.go).
import {
  ENVOY_GATEWAY,
  entries,
  type Fields,
  fields,
  type Loose,
  type Ref,
  refOf,
  text,
} from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { allChanges, type HeaderChange, headerChanges } from './header-changes.ts';
import { refusalAt } from './refused.ts';

/** An answer without a backend. */
export interface DirectResponse {
  readonly status: number;
  readonly contentType: string | undefined;
  /** The text, or the ConfigMap that holds it. */
  readonly body: string | Ref | undefined;
}

/** Where a client is sent. Fields that are undefined keep the value of the request. */
export interface Redirect {
  readonly status: number;
  readonly scheme: string | undefined;
  readonly hostname: string | undefined;
  /** As it is set; see `redirectPort` for the one that Envoy sends. */
  readonly port: number | undefined;
  readonly path: PathChange | undefined;
}

/** How a path is replaced: completely, the prefix that the match names, or what an expression finds. */
export type PathChange =
  | { readonly type: 'full' | 'prefix'; readonly value: string }
  | { readonly type: 'regex'; readonly pattern: string; readonly value: string };

/** The Host header at the backend: a name, the value of a header, the name of the backend, or a part of the path. */
export type HostChange =
  | { readonly type: 'backend' }
  | { readonly type: 'header' | 'name'; readonly value: string }
  | { readonly type: 'path'; readonly pattern: string; readonly value: string };

export interface Rewrite {
  readonly path: PathChange | undefined;
  readonly host: HostChange | undefined;
}

/** A copy of requests, whose responses are ignored. */
export interface Mirror {
  readonly backend: Ref;
  /** Of the requests. */
  readonly percent: number;
}

/** What the filters of a rule do. */
export interface RuleFilters {
  readonly redirect: Redirect | undefined;
  readonly rewrite: Rewrite | undefined;
  readonly directResponse: DirectResponse | undefined;
  /** Changes of the request on its way to the backend. */
  readonly request: readonly HeaderChange[];
  readonly response: readonly HeaderChange[];
  readonly mirrors: readonly Mirror[];
  /** `cors` of the CORS filter; it replaces that of a SecurityPolicy. */
  readonly cors: Fields | undefined;
  /** The Secret whose credential is added to requests, and the header. */
  readonly credential: { readonly secret: Ref; readonly header: string; readonly overwrite: boolean } | undefined;
  /** Filters of extension servers. */
  readonly extensions: readonly Ref[];
  /** The field of a filter that the controller refuses for sure: requests get 500. */
  readonly refused: string | undefined;
}

const pathChange = (path: unknown): PathChange | undefined => {
  const { replaceFullPath, replacePrefixMatch } = fields(path);
  if (typeof replaceFullPath === 'string') return Object.freeze({ type: 'full', value: replaceFullPath });
  return typeof replacePrefixMatch === 'string'
    ? Object.freeze({ type: 'prefix', value: replacePrefixMatch })
    : undefined;
};

/** The API server's default is 302. */
const redirectOf = ({ statusCode, scheme, hostname, port, path }: Fields): Redirect =>
  Object.freeze({
    status: typeof statusCode === 'number' ? statusCode : 302,
    scheme: text(scheme),
    hostname: text(hostname),
    port: typeof port === 'number' ? port : undefined,
    path: pathChange(path),
  });

const regex = (given: unknown) => ({
  pattern: text(fields(given).pattern) ?? '',
  value: text(fields(given).substitution) ?? '',
});

/** `urlRewrite` of a rule: `hostname` is a name. */
const coreRewrite = ({ path, hostname }: Fields): Rewrite => ({
  path: pathChange(path),
  host: typeof hostname === 'string' ? { type: 'name', value: hostname } : undefined,
});

const hostChange = (hostname: unknown): HostChange | undefined => {
  const { type, header, pathRegex } = fields(hostname);
  if (type === 'Header') return { type: 'header', value: text(header) ?? '' };
  if (type === 'Backend') return { type: 'backend' };
  return type === 'PathRegex' ? { type: 'path', ...regex(pathRegex) } : undefined;
};

/** `urlRewrite` of an HTTPRouteFilter: expressions, and other sources of the host. */
const extendedRewrite = ({ path, hostname }: Fields): Rewrite => ({
  path:
    fields(path).type === 'ReplaceRegexMatch' ? { type: 'regex', ...regex(fields(path).replaceRegexMatch) } : undefined,
  host: hostChange(hostname),
});

const responseOf = ({ statusCode, contentType, body }: Fields): DirectResponse => {
  const { type, inline, valueRef } = fields(body);
  return Object.freeze({
    status: typeof statusCode === 'number' ? statusCode : 200,
    contentType: text(contentType),
    body: type === 'ValueRef' ? refOf(valueRef) : text(inline),
  });
};

const mirrorOf = ({ backendRef, percent, fraction }: Fields): Mirror => {
  const { numerator, denominator = 100 } = fields(fraction);
  const part = typeof numerator === 'number' ? (100 * numerator) / Number(denominator) : percent;
  return Object.freeze({ backend: refOf(backendRef), percent: typeof part === 'number' ? part : 100 });
};

/** The HTTPRouteFilter of an `extensionRef`, if it is among the objects. */
const filterOf = (snapshot: Snapshot, route: Loose, ref: Ref): Fields | undefined => {
  if (ref.group !== ENVOY_GATEWAY || ref.kind !== 'HTTPRouteFilter') return undefined;
  const found = snapshot.find(ref.group, ref.kind, route.metadata.namespace, ref.name ?? '');
  return found && fields(found.spec);
};

/** Collects what each filter does. */
class Filters {
  redirect: Redirect | undefined;
  directResponse: DirectResponse | undefined;
  readonly request: unknown[] = [];
  readonly response: unknown[] = [];
  readonly ofResponse: HeaderChange[] = [];
  readonly mirrors: Mirror[] = [];
  readonly extensions: Ref[] = [];
  cors: Fields | undefined;
  credential: RuleFilters['credential'];
  private path: PathChange | undefined;
  private host: HostChange | undefined;

  get rewrite(): Rewrite | undefined {
    return this.path || this.host ? Object.freeze({ path: this.path, host: this.host }) : undefined;
  }

  add(snapshot: Snapshot, route: Loose, filter: Fields): void {
    if (filter.requestHeaderModifier !== undefined) this.request.push(filter.requestHeaderModifier);
    if (filter.responseHeaderModifier !== undefined) this.response.push(filter.responseHeaderModifier);
    if (filter.requestRedirect !== undefined) this.redirect ??= redirectOf(fields(filter.requestRedirect));
    if (filter.urlRewrite !== undefined) this.change(coreRewrite(fields(filter.urlRewrite)));
    if (filter.requestMirror !== undefined) this.mirrors.push(mirrorOf(fields(filter.requestMirror)));
    if (filter.cors !== undefined) this.cors = fields(filter.cors);
    if (filter.extensionRef !== undefined) this.extend(snapshot, route, refOf(filter.extensionRef));
  }

  private change({ path, host }: Rewrite): void {
    this.path ??= path;
    this.host ??= host;
  }

  private extend(snapshot: Snapshot, route: Loose, ref: Ref): void {
    const spec = filterOf(snapshot, route, ref);
    if (!spec) {
      if (ref.group !== ENVOY_GATEWAY) this.extensions.push(ref);
      return;
    }
    if (spec.urlRewrite !== undefined) this.change(extendedRewrite(fields(spec.urlRewrite)));
    if (spec.directResponse !== undefined) {
      const given = fields(spec.directResponse);
      this.directResponse = responseOf(given);
      const { contentType } = this.directResponse;
      if (contentType !== undefined) this.ofResponse.push({ op: 'set', name: 'Content-Type', value: contentType });
      this.ofResponse.push(...allChanges(given.header).filter(({ op }) => op !== 'remove'));
    }
    if (spec.credentialInjection !== undefined) {
      const { credential, header, overwrite } = fields(spec.credentialInjection);
      this.credential = Object.freeze({
        secret: refOf(fields(credential).valueRef),
        header: text(header) ?? 'Authorization',
        overwrite: overwrite === true,
      });
    }
  }
}

/** What the filters of a rule or a backend do; `at` is the field that contains them: `spec.rules[0]`. */
export const filtersOf = (snapshot: Snapshot, route: Loose, owner: Fields, at: string): RuleFilters => {
  const all = new Filters();
  for (const filter of entries(owner.filters)) {
    // A direct response ends the list.
    if (all.directResponse) break;
    all.add(snapshot, route, filter);
  }
  const { redirect, rewrite, directResponse, mirrors, cors, credential, extensions } = all;
  const refused = refusalAt(snapshot, route, `${at}.filters`)?.field;
  return Object.freeze({
    redirect, rewrite, directResponse, mirrors, cors, credential, extensions, refused,
    request: headerChanges(all.request),
    response: [...headerChanges(all.response), ...all.ofResponse],
  }); // biome-ignore format: a list
};
