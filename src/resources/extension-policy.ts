import type { EnvoyExtensionPolicy } from '../crds/types/index.ts';
import type { ExtensionIntent, ExtProcIntent, Intent, WasmIntent } from '../model/intent.ts';
import { defined, ENVOY_GATEWAY, meta, note, resource } from '../objects/make.ts';
import type { Note, Resource } from '../objects/resource.ts';
import { serviceRef } from '../objects/server-ref.ts';
import { targetsOf } from '../objects/target-refs.ts';
import { EXTENSIONS } from './notes/extensions-notes.ts';

type Spec = NonNullable<EnvoyExtensionPolicy['spec']>;
type ExtProc = NonNullable<Spec['extProc']>[number];
type Mode = NonNullable<NonNullable<ExtProc['processingMode']>['request']>;

/** Envoy Gateway sends headers if the direction is present, and a body in addition if it has a mode. */
const direction = (sends: ExtProcIntent['sends'], of: 'request' | 'response'): Mode | undefined =>
  sends.includes(`${of}Body`) ? { body: 'Streamed' } : sends.includes(of) ? {} : undefined;

const extProc = (e: ExtProcIntent, namespace: string): ExtProc =>
  defined<ExtProc>({
    backendRefs: [serviceRef(e.backend, namespace)],
    failOpen: e.failOpen,
    messageTimeout: e.timeout,
    processingMode: defined({ request: direction(e.sends, 'request'), response: direction(e.sends, 'response') }),
    metadata: e.metadata.length > 0 ? { writableNamespaces: [...e.metadata] } : undefined,
  });

const wasm = ({ source, rootID, config, failOpen }: WasmIntent): NonNullable<Spec['wasm']>[number] => {
  const { type, url, sha256 } = source;
  return defined({
    rootID,
    code: type === 'Image' ? { type, image: { url, sha256 } } : { type, http: { url, sha256 } },
    config: config && { ...config },
    failOpen,
  });
};

const notesOf = (e: ExtensionIntent): Note[] => [
  note('why', EXTENSIONS.policy(e.service)),
  ...(e.lua ? [note('why', EXTENSIONS.lua, 'spec', 'lua', 0)] : []),
  ...(e.lua && 'configMap' in e.lua
    ? [note('todo', EXTENSIONS.luaConfigMap(e.lua.configMap), 'spec', 'lua', 0, 'valueRef')]
    : []),
  ...(e.extProc ? [note('why', EXTENSIONS.extProc, 'spec', 'extProc', 0)] : []),
  ...(e.wasm ? [note('why', EXTENSIONS.wasm, 'spec', 'wasm', 0)] : []),
  ...(['extProc', 'wasm'] as const).flatMap((kind) =>
    e[kind] ? [note('why', EXTENSIONS[e[kind].failOpen ? 'failOpen' : 'failClosed'], 'spec', kind, 0, 'failOpen')] : [],
  ),
];

/** One EnvoyExtensionPolicy for each service with extensions. */
export const extensionPolicies = (intent: Intent): Resource[] =>
  intent.extensions.map((e) => {
    const object: EnvoyExtensionPolicy = {
      apiVersion: ENVOY_GATEWAY,
      kind: 'EnvoyExtensionPolicy',
      metadata: meta(intent, e.name),
      spec: {
        ...targetsOf(intent, e.targets),
        ...defined<Spec>({
          lua: e.lua && [
            'inline' in e.lua
              ? { type: 'Inline', inline: e.lua.inline }
              : { type: 'ValueRef', valueRef: { group: '', kind: 'ConfigMap', name: e.lua.configMap } },
          ],
          extProc: e.extProc && [extProc(e.extProc, intent.namespace)],
          wasm: e.wasm && [wasm(e.wasm)],
        }),
      },
    };
    return resource('extensions', e.service, object, notesOf(e));
  });

const FILTERS = {
  lua: 'envoy.filters.http.lua',
  extProc: 'envoy.filters.http.ext_proc',
  wasm: 'envoy.filters.http.wasm',
} as const;
/** In the order of Envoy Gateway; a filter that is not in the chain is skipped. */
const BEFORE_EXTENSIONS = [
  'envoy.filters.http.rbac',
  'envoy.filters.http.local_ratelimit',
  'envoy.filters.http.ratelimit',
] as const;

/** `filterOrder` of the EnvoyProxy: extensions run after what allows and limits requests. The last to be moved comes first. */
export const orderOfExtensions = ({ extensions }: Pick<Intent, 'extensions'>) =>
  (['wasm', 'extProc', 'lua'] as const)
    .filter((kind) => extensions.some((e) => e[kind]))
    .flatMap((kind) => BEFORE_EXTENSIONS.map((after) => ({ name: FILTERS[kind], after })));
