// Extensions of a service: code that Envoy runs for its requests.
import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import { backendService } from '../../values/backend-address.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { image } from '../../values/image.ts';
import { later } from '../../values/later.ts';
import { luaFault } from '../../values/lua-syntax.ts';
import { duration, ruled, word } from '../../values/scalars.ts';

const failOpen = z
  .boolean()
  .optional()
  .describe(withDefault('true: requests pass without the extension while it fails', DEFAULTS.extensions.failOpen));

const extProc = later(() =>
  z
    .strictObject({
      backend: backendService.describe('gRPC server with the API envoy.service.ext_proc.v3: `filters/waf:9002`.'),
      sends: z
        .array(z.enum(['request', 'requestBody', 'response', 'responseBody']))
        .min(1)
        .optional()
        .describe(
          withDefault(
            'What the server receives: `request` and `response` (headers), `requestBody` and `responseBody` (headers and body, in pieces)',
            DEFAULTS.extensions.sends,
          ),
        ),
      metadata: z
        .array(
          ruled((s) =>
            s.startsWith('envoy.filters.http')
              ? refusal('ExtensionMetadata', { namespace: s })
              : /^[A-Za-z0-9._/-]{1,128}$/.test(s)
                ? undefined
                : refusal('InvalidValue', { empty: s === '' }),
          ),
        )
        .min(1)
        .max(8)
        .optional()
        .describe('Namespaces of dynamic metadata that the server may write, such as `com.example.usage` for a cost.'),
      failOpen,
      timeout: duration
        .optional()
        .describe(withDefault('How long Envoy waits for each answer of the server', DEFAULTS.extensions.timeout)),
    })
    .describe('External processor, which can read and change requests and responses.'),
);

const HANDLERS = ['envoy_on_request', 'envoy_on_response'];

const lua = later(() =>
  z
    .union([
      ruled((script) => {
        const names = HANDLERS.filter((name) => script.includes(name));
        if (names.length === 0) return refusal('LuaWithoutHandler');
        // Envoy Gateway adds a call of the function, so a script must not end with a return.
        const fault = names.map((name) => luaFault(`${script}\n${name}(StreamHandle)`)).find((f) => f !== undefined);
        return fault && refusal('LuaFault', { ...fault });
      }).transform((inline) => ({ inline })),
      z.strictObject({
        configMap: z
          .string()
          .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/)
          .max(253)
          .describe('Name of a ConfigMap in the namespace of the Gateway with the script under the key `lua`.'),
      }),
    ])
    .describe(
      'Lua script: its text, or `{ configMap: NAME }`. It has no failure mode: if it is not valid, requests get 500.',
    ),
);

const wasm = later(() =>
  z
    .strictObject({
      image: image.optional().describe('OCI image with its digest: `registry.example.com/filter:1.2@sha256:...`.'),
      url: ruled((s) =>
        s.length <= 2048 && /^https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?\/[A-Za-z0-9/._~%+-]*$/.test(s)
          ? undefined
          : refusal('WasmUrl'),
      )
        .optional()
        .describe('Address of the module: `https://files.example.com/filter.wasm`. It needs sha256.'),
      sha256: ruled((s) => (/^[0-9a-f]{64}$/.test(s) ? undefined : refusal('WasmSource')))
        .optional()
        .describe('Checksum of the module at the URL.'),
      rootID: word.optional().describe('The root_id that the module registers.'),
      config: z
        .record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()]))
        .optional()
        .describe('Configuration of the module. It must contain no secret.'),
      failOpen,
    })
    .superRefine(({ image: i, url, sha256 }, ctx) => {
      if ((i === undefined) === (url === undefined) || (url === undefined) !== (sha256 === undefined))
        refuse(ctx, refusal('WasmSource'));
    })
    .describe('WebAssembly module, which Envoy Gateway downloads.'),
);

/** `extensions` of a service. */
export const extensions = later(() =>
  z
    .strictObject({ lua: lua.optional(), extProc: extProc.optional(), wasm: wasm.optional() })
    .describe(
      'Code that Envoy runs for requests of this service, after authentication, authorization and rate limits, in this order: `lua`, `extProc`, `wasm`.',
    ),
);
