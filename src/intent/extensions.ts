import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { ExtensionIntent } from '../model/intent.ts';
import { shorten } from '../model/object-names.ts';
import { targetsOf } from '../model/route-labels.ts';
import { DEFAULTS } from '../values/defaults.ts';

/** The name of the policy with a service's extensions. */
export const extensionPolicyOf = (service: string): string => shorten(`${service}-extensions`);

/** The name of a policy's filters in FILTERS_HEADER; names of SecurityPolicies contain no colon. */
export const extensionChain = (policy: string): string => `extensions:${policy}`;

const DIGEST = /@sha256:([0-9a-f]{64})$/;

/** The extensions of a service; undefined: it has none. */
export const extensionsOf = ({
  name,
  extensions: e,
}: Pick<ServiceAnswer, 'name' | 'extensions'>): ExtensionIntent | undefined => {
  if (!e) return undefined;
  const policy = extensionPolicyOf(name);
  const defaults = DEFAULTS.extensions;
  return {
    name: policy,
    service: name,
    // Both kinds: a route that is no longer generated keeps its policy until it is pruned.
    targets: targetsOf(policy, 'extensions', ['HTTPRoute', 'GRPCRoute']),
    lua: e.lua,
    extProc: e.extProc && {
      backend: e.extProc.backend,
      sends: e.extProc.sends ?? defaults.sends.value,
      metadata: e.extProc.metadata ?? [],
      failOpen: e.extProc.failOpen ?? defaults.failOpen.value,
      timeout: e.extProc.timeout ?? defaults.timeout.value,
    },
    wasm: e.wasm && {
      source: e.wasm.image
        ? { type: 'Image', url: e.wasm.image, sha256: DIGEST.exec(e.wasm.image)?.[1] ?? '' }
        : { type: 'HTTP', url: e.wasm.url ?? '', sha256: e.wasm.sha256 ?? '' },
      rootID: e.wasm.rootID,
      config: e.wasm.config,
      failOpen: e.wasm.failOpen ?? defaults.failOpen.value,
    },
  };
};
