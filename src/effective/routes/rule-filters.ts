// What the filters of a rule do together (ProcessHTTPFilters and ProcessGRPCFilters in filters.go).
import { type ResolvedBackend, resolveBackend } from '../backends/backend-refs.ts';
import { type Fault, fault } from '../conditions/fault.ts';
import { entries, type Fields, fields, type Loose, refOf, text } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { applyExtension, type DirectResponse, type FilterEffects } from './extension-filters.ts';
import { changeHeaders, type HeaderChanges } from './header-filters.ts';
import { hostFault, type Rewrites, rewriteUrl } from './rewrites.ts';
import { NOT_ACCEPTED } from './rule-matches.ts';

/** What the filters of a rule, or of one of its backends, do to a request. */
export interface RuleFilters {
  /** The RequestRedirect filter. */
  readonly redirect: Fields | undefined;
  readonly direct: DirectResponse | undefined;
  readonly rewrite: Rewrites;
  readonly requestHeaders: HeaderChanges;
  readonly responseHeaders: HeaderChanges;
  /** Backends that receive a copy of each request. */
  readonly mirrors: readonly ResolvedBackend[];
  /** The CORS filter. */
  readonly cors: Fields | undefined;
  /** Matches of an HTTPRouteFilter, one of which is required in addition to those of the rule. */
  readonly matches: readonly Fields[];
  readonly credential: Loose | undefined;
  readonly faults: readonly Fault[];
}

class FilterReader implements FilterEffects {
  redirect: Fields | undefined;
  direct: DirectResponse | undefined;
  cors: Fields | undefined;
  credential: Loose | undefined;
  matches: readonly Fields[] = [];
  readonly rewrite: Rewrites = {};
  readonly requestHeaders: HeaderChanges = { changes: [], remove: [] };
  readonly responseHeaders: HeaderChanges = { changes: [], remove: [] };
  readonly mirrors: ResolvedBackend[] = [];
  readonly faults: Fault[] = [];

  constructor(
    private readonly snapshot: Snapshot,
    private readonly route: Loose,
  ) {}

  read(filters: unknown, field: string): void {
    for (const [i, filter] of entries(filters).entries()) {
      if (this.direct) break;
      this.faults.push(...this.apply(filter, `${field}[${i}]`, `filters[${i}]`));
    }
    this.checkTogether(field);
  }

  private apply(filter: Fields, field: string, by: string): Fault[] {
    const { snapshot, route } = this;
    switch (text(filter.type)) {
      case 'URLRewrite':
        return rewriteUrl(this.rewrite, fields(filter.urlRewrite), `${field}.urlRewrite`, by);
      case 'RequestRedirect':
        return this.redirectTo(fields(filter.requestRedirect), `${field}.requestRedirect`);
      case 'RequestHeaderModifier':
        return changeHeaders(
          this.requestHeaders,
          fields(filter.requestHeaderModifier),
          `${field}.requestHeaderModifier`,
        );
      case 'ResponseHeaderModifier':
        return changeHeaders(
          this.responseHeaders,
          fields(filter.responseHeaderModifier),
          `${field}.responseHeaderModifier`,
        );
      case 'RequestMirror':
        return this.mirrorTo(fields(filter.requestMirror), `${field}.requestMirror.backendRef`);
      case 'CORS':
        this.cors = fields(filter.cors);
        return [];
      case 'ExtensionRef':
        return applyExtension(snapshot, route, this, filter.extensionRef, `${field}.extensionRef`);
      default:
        // The API server refuses other types.
        return [];
    }
  }

  private redirectTo(redirect: Fields, field: string): Fault[] {
    if (this.redirect) return [fault(NOT_ACCEPTED, field, 'UnsupportedValue', { case: 'redirects' })];
    const wrong = hostFault(redirect.hostname, `${field}.hostname`);
    if (wrong) return [wrong];
    this.redirect = redirect;
    return [];
  }

  private mirrorTo(mirror: Fields, field: string): Fault[] {
    const found = resolveBackend(this.snapshot, this.route, refOf(mirror.backendRef), field);
    // Whether there are endpoints has no effect on the rule itself.
    if (found.state === 'valid' || found.state === 'unknown') this.mirrors.push(found);
    return found.fault ? [found.fault] : [];
  }

  /** Filters that exclude each other, and direct responses that gRPC cannot give. */
  private checkTogether(field: string): void {
    const incompatible = { type: 'Accepted', reason: 'IncompatibleFilters' } as const;
    if (this.direct && this.mirrors.length > 0) {
      this.faults.push(fault(incompatible, field, 'IncompatibleFilters', { case: 'mirrorAndResponse' }));
      this.direct = undefined;
    }
    if (this.redirect && this.mirrors.length > 0) {
      this.faults.push(fault(incompatible, field, 'IncompatibleFilters', { case: 'mirrorAndRedirect' }));
      this.redirect = undefined;
    }
    const { direct } = this;
    if (this.route.kind !== 'GRPCRoute' || !direct || direct.status < 200 || direct.status >= 300) return;
    this.faults.push(
      fault(NOT_ACCEPTED, field, 'UnsupportedValue', { case: 'grpcSuccess', of: { status: direct.status } }),
    );
    this.direct = undefined;
  }
}

/** What filters of a route do together; `field`: the list, `spec.rules[0].filters`. */
export const filtersOf = (snapshot: Snapshot, route: Loose, filters: unknown, field: string): RuleFilters => {
  const reader = new FilterReader(snapshot, route);
  reader.read(filters, field);
  return reader;
};
