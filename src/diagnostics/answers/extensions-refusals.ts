// Extensions: code that Envoy runs.
import { constant, define, type Group } from '../definition.ts';

export const extensionsRefusals = {
  ExtensionsEmpty: constant('error', {
    what: 'extensions has neither lua nor extProc nor wasm.',
    why: 'It would have no effect.',
    fix: 'Add one of them, or remove extensions.',
  }),
  ExtensionMetadata: define<{ namespace: string }>({
    severity: 'error',
    sample: { namespace: 'envoy.filters.http.jwt_authn' },
    words: ({ namespace }) => ({
      what: `${namespace} is metadata of a filter of Envoy.`,
      why: 'Authorization reads such metadata, so an external processor must not write it.',
      fix: 'Write a namespace of your own, such as com.example.usage.',
    }),
  }),
  LuaFault: define<{ line: number; near: string }>({
    severity: 'error',
    sample: { line: 3, near: 'end' },
    words: ({ line, near }) => ({
      what: `Line ${line} of the script is not Lua: ${near} cannot be there.`,
      why: 'Envoy Gateway parses the script. All requests of the service would get 500.',
      fix: 'Correct the script.',
    }),
  }),
  LuaWithoutHandler: constant('error', {
    what: 'The script has neither envoy_on_request nor envoy_on_response.',
    why: 'Envoy calls these functions. Envoy Gateway refuses a script without them, and all requests of the service get 500.',
    fix: 'Write function envoy_on_request(handle) ... end.',
  }),
  WasmUrl: constant('error', {
    what: 'This is not the https URL of a Wasm module.',
    why: 'Envoy Gateway downloads the module, and over http anybody on the way could replace it.',
    fix: 'Write a URL such as https://files.example.com/filter.wasm, without a user name or query.',
  }),
  WasmSource: constant('error', {
    what: 'wasm must have image with a digest, or url with sha256.',
    why: 'Without a checksum, whoever can replace the module runs code in the proxies.',
    fix: 'Write image: registry.example.com/filter:1.2@sha256:DIGEST, or url and sha256 (64 lower-case hexadecimal digits).',
  }),
  ExtensionOfTeam: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'payments' },
    words: ({ service }) => ({
      what: `Service ${service} of a team has extensions.`,
      why: 'An extension runs in the proxies that all teams share, so the admission policies refuse it.',
      fix: 'Remove extensions, or move the service to the platform.',
    }),
  }),
  ExtensionStream: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'chat' },
    words: ({ service }) => ({
      what: `Service ${service} has protocol: websocket, and extProc receives bodies.`,
      why: 'After the upgrade there are no request and response bodies, so the server would never receive them.',
      fix: 'Write sends: [request, response].',
    }),
  }),
} as const satisfies Group;
