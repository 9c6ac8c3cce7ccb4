// Codes of the importer traefik.
import { imported } from './import-definition.ts';

export const traefikCodes = {
  TraefikDiffers: imported<{ name: string; difference: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { name: 'retry', difference: 'A request is repeated only if the service has not processed it' },
    words: ({ name, difference }) => ({
      what: `The answers do nearly the same as ${name}.`,
      why: `${difference}.`,
      fix: 'Change the answer if clients or services depend on the difference.',
    }),
  }),
  TraefikDropped: imported<{ name: string; effect: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { name: 'burst', effect: 'The whole limit may be used at once.' },
    words: ({ name, effect }) => ({
      what: `No answer contains ${name}.`,
      why: effect,
      fix: 'If clients or services depend on it, add a patch that does the same.',
    }),
  }),
  TraefikPrefix: imported<{ rule: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { rule: 'PathPrefix(`/api`)' },
    words: ({ rule }) => ({
      what: `Traefik compares the prefix of ${rule} with the start of the path as text; paths of the answers match whole segments.`,
      why: 'Requests for longer names, such as /apis for the prefix /api, get 404 or reach another service.',
      fix: 'Add further paths if clients use them.',
    }),
  }),
  TraefikRewrite: imported<{ middleware: string; path: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { middleware: 'replacePathRegex', path: '/api' },
    words: ({ middleware, path }) => ({
      what: `The answers cannot change the path ${path} as ${middleware} does.`,
      why: 'The service receives the path of the client.',
      fix: 'Let the service accept that path, or add a patch with a regular expression that replaces it.',
    }),
  }),
  TraefikRouteLeftOut: imported<{ route: string; what: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { route: 'orders', what: 'the answers cannot contain HeaderRegexp(`x`, `y`)' },
    words: ({ route, what }) => ({
      what: `A route of ${route} is not imported: ${what}.`,
      why: 'Its requests get 404.',
      fix: 'Add a service with a path, host names, methods and headers that match the same requests.',
    }),
  }),
  TraefikAuthUndecided: imported<{ route: string; what: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { route: 'orders', what: 'the middleware digestAuth' },
    words: ({ route, what }) => ({
      what: `Access to ${route} cannot be translated: ${what}.`,
      why: 'generate refuses the answers until it is decided, so that the service does not become public.',
      fix: 'Set auth of the service to a method that does the same, and allow to those who have access.',
    }),
  }),
  TraefikSecretAsked: imported<{ secret: string; holds: string; command: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: {
      secret: 'users',
      holds: 'users with SHA entries in its key .htpasswd',
      command: 'htpasswd -s users.htpasswd USER',
    },
    words: ({ secret, holds, command }) => ({
      what: `Secrets are not copied: the Secret ${secret} must contain ${holds}.`,
      why: 'Traefik reads another key and other hashes. Without it, the requests get an error.',
      fix: `Create it in the namespace of the Gateway: ${command}`,
    }),
  }),
  TraefikBackendAsked: imported<{ service: string }>({
    verdict: 'asked',
    subject: 'traffic',
    sample: { service: 'orders:http' },
    words: ({ service }) => ({
      what: `The port of the Service ${service} is not known.`,
      why: 'The answers need its number, which is in the Service.',
      fix: 'Import the Service, too, or set backend to NAMESPACE/NAME:PORT.',
    }),
  }),
  TraefikTls: imported<{ route: string; what: string; fix: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { route: 'orders', what: 'the Secret api-tls', fix: 'tls.secret: api-tls' },
    words: ({ route, what, fix }) => ({
      what: `The certificate of ${route} comes from ${what}.`,
      why: 'The Gateway reads certificates from its own namespace.',
      fix: `Set ${fix}, in the namespace of the Gateway.`,
    }),
  }),
  TraefikStreamAsked: imported<{ stream: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { stream: 'db' },
    words: ({ stream }) => ({
      what: `Everybody may connect to the stream ${stream}.`,
      why: 'The gateway cannot authenticate these clients, so it needs a reason.',
      fix: 'Set publicReason of the stream.',
    }),
  }),
  TraefikOriginsAsked: imported<{ route: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { route: 'orders' },
    words: ({ route }) => ({
      what: `${route} allows scripts of every origin, or of origins that no answer contains.`,
      why: 'The answers must list the origins. Until then, browsers refuse scripts of other origins.',
      fix: 'Set cors of the service: { origins: [https://app.example.com] }.',
    }),
  }),
  TraefikUnused: imported<{ object: string }>({
    verdict: 'noEffect',
    subject: 'traffic',
    sample: { object: 'Middleware auth' },
    words: ({ object }) => ({ what: `No imported route uses the ${object}.`, why: '', fix: '' }),
  }),
} as const;
