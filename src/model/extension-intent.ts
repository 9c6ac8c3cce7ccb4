// Extensions of a service.
import type { ServiceBackend } from '../values/backend-address.ts';
import type { Targets } from './security-intent.ts';

export interface ExtProcIntent {
  readonly backend: ServiceBackend;
  readonly sends: readonly ('request' | 'requestBody' | 'response' | 'responseBody')[];
  readonly metadata: readonly string[];
  readonly failOpen: boolean;
  readonly timeout: string;
}

export interface WasmIntent {
  readonly source:
    | { readonly type: 'Image'; readonly url: string; readonly sha256: string }
    | { readonly type: 'HTTP'; readonly url: string; readonly sha256: string };
  readonly rootID: string | undefined;
  readonly config: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly failOpen: boolean;
}

/** One EnvoyExtensionPolicy: the extensions of one service. */
export interface ExtensionIntent {
  readonly name: string;
  readonly service: string;
  readonly targets: Targets;
  readonly lua: { readonly inline: string } | { readonly configMap: string } | undefined;
  readonly extProc: ExtProcIntent | undefined;
  readonly wasm: WasmIntent | undefined;
}
