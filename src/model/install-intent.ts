// The installation of Envoy Gateway.
import type { JsonObject } from '../values/json-value.ts';
import type { ControllerIntent } from './sizing-intent.ts';

export interface RedisIntent {
  /** true: Deployment and Service are generated; false: Redis exists. */
  readonly deploy: boolean;
  readonly url: string;
  readonly type: 'single' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  readonly password: { readonly secret: string; readonly key: string } | undefined;
  /** Of the generated Redis. */
  readonly image: string | undefined;
}

/** Input of the Helm values of Envoy Gateway. */
export interface InstallIntent {
  /** false: another answers file or another owner installs Envoy Gateway. */
  readonly byThisFile: boolean;
  readonly version: string;
  /** undefined: no distribution that needs more than others. */
  readonly platform: 'openshift' | undefined;
  /** The oldest version that supports the same answers. */
  readonly oldest: string;
  readonly namespace: string;
  readonly needsCertManager: boolean;
  /** Whether Backend objects are enabled (extensionApis.enableBackend). */
  readonly enableBackend: boolean;
  /** Whether Lua extensions are enabled (extensionApis.enableLua). */
  readonly enableLua: boolean;
  readonly controller: ControllerIntent;
  /** Merged into the generated Helm values. */
  readonly values: JsonObject | undefined;
  /** Where Envoy Gateway runs the proxies (provider.kubernetes.deploy.type), and their namespace. */
  readonly proxies: { readonly mode: 'ControllerNamespace' | 'GatewayNamespace'; readonly namespace: string };
  /** undefined: no global limits, so no rate limit service. */
  readonly rateLimitService:
    | { readonly redis: RedisIntent; readonly failClosed: boolean; readonly replicas: number }
    | undefined;
}
