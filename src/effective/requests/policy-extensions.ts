// Filters of an EnvoyExtensionPolicy, in the order in which Envoy runs them.
import { entries, type Fields, fields, type Loose, type Ref, text } from '../objects/loose-objects.ts';
import { type EffectivePolicy, inNamespaceOf, ownerOf } from './effective-policy.ts';
import { isBelow } from './refused.ts';
import type { Source } from './setting.ts';

export interface ExtensionFilter {
  readonly kind: 'dynamicModule' | 'extProc' | 'lua' | 'wasm';
  readonly name: string | undefined;
  /** Servers of `extProc`. */
  readonly backends: readonly Ref[];
  /** Requests pass while it does not work. Lua cannot. */
  readonly failOpen: boolean;
  readonly spec: Fields;
  readonly source: Source;
}

/** newOrderedHTTPFilter in internal/xds/translator/httpfilters.go; `filterOrder` of an EnvoyProxy may change it. */
const KINDS = ['lua', 'extProc', 'wasm', 'dynamicModule'] as const;

const isRefused = ({ refused }: EffectivePolicy, object: Loose, field: string): boolean =>
  refused.some((r) => r.object === object && isBelow(r.field, field));

/** The filters of a rule. A filter that the controller refuses is left out, if it may fail open; otherwise requests get 500. */
export const extensionFilters = (policy: EffectivePolicy | undefined): readonly ExtensionFilter[] =>
  policy
    ? KINDS.flatMap((kind) => {
        const object = ownerOf(policy, kind);
        return entries(policy.spec[kind]).flatMap((spec, i) => {
          const field = `spec.${kind}[${i}]`;
          const failOpen = spec.failOpen === true;
          if (failOpen && isRefused(policy, object, field)) return [];
          return Object.freeze({
            kind,
            name: text(spec.name),
            backends: entries(fields(spec).backendRefs).map((r) => inNamespaceOf(object, r)),
            failOpen,
            spec,
            source: { object, field },
          });
        });
      })
    : [];

/** Whether a refused part of the policy makes the whole route answer with 500. */
export const failsRequests = (policy: EffectivePolicy): boolean =>
  policy.refused.some(({ object, field }) => {
    const [, kind, index] = /^spec\.(\w+)\[(\d+)\]/.exec(field) ?? [];
    const one = kind === undefined ? undefined : entries(fields(object.spec)[kind])[Number(index)];
    return kind === 'lua' || kind === 'dynamicModule' || one?.failOpen !== true;
  });
