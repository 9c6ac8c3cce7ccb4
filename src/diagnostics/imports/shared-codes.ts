// Codes that several importers use, so that the same fact has the same words whatever is imported.
import { imported } from './import-definition.ts';

/** A setting of the source: its name, and its value unless the name contains it. */
export interface SourceSetting {
  readonly name: string;
  readonly value?: string;
}

/** `limit-rps is 10.`, or `read_timeout:`. */
export const settingText = ({ name, value }: SourceSetting): string => {
  const shown = name.replace(/^(?:the|a|these) /, (article) => article[0]!.toUpperCase() + article.slice(1));
  return value === undefined ? `${shown}:` : `${shown} is ${value === '' ? 'empty' : value}.`;
};

/** A sentence of a reader, which may lack its period. */
export const sentence = (text: string): string => (/[.:]$/.test(text.trimEnd()) ? text : `${text}.`);

/** Where Envoy Gateway reads Secrets and ConfigMaps of the answers. */
const IN_GATEWAY_NAMESPACE = 'in the namespace of the Gateway';

export const sharedCodes = {
  SettingDiffers: imported<SourceSetting & { difference: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: {
      name: 'limit-rps',
      value: '10',
      difference: 'nginx rejects requests above the limit with 503, Envoy with 429.',
    },
    words: (v) => ({
      what: `${settingText(v)} ${sentence(v.difference)}`,
      why: 'The answers contain the setting of the gateway that is nearest to it.',
      fix: 'Change the answer if clients or services depend on the difference.',
    }),
  }),
  SettingDropped: imported<SourceSetting & { effect: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { name: 'retry-after', value: '30', effect: 'Responses with 429 have no Retry-After header.' },
    words: (v) => ({
      what: `${settingText(v)} ${sentence(v.effect)}`,
      why: 'No answer contains this setting, so requests are handled without it.',
      fix: 'If clients or services depend on it, add an answer or a patch that does the same.',
    }),
  }),
  PrefixDiffers: imported<{ path: string; answer: string; source: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { path: '/api', answer: '/api', source: 'Kong' },
    words: ({ path, answer, source }) => ({
      what:
        path.endsWith('/') && path !== '/'
          ? `${source} matches only paths that begin with ${path}; the gateway also matches ${answer} itself.`
          : `${source} also matches longer names such as ${answer}x; the gateway matches ${answer} and ${answer}/... only.`,
      why: 'Requests for the other paths get 404, or reach another service with the access rules of that service.',
      fix: 'If clients use such paths, add them to paths of the service.',
    }),
  }),
  RouteLeftOut: imported<{ route: string; what: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { route: 'orders', what: 'it matches an expression' },
    words: ({ route, what }) => ({
      what: `Route ${route} is not imported, or only in part: ${sentence(what)}`,
      why: 'Its requests get 404. If another service would get them with other access rules, that service is undecided.',
      fix: 'Add a service that matches the same requests by path, host names, methods and headers.',
    }),
  }),
  RouteWithoutTls: imported<{ route: string; by: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { route: 'orders-http', by: 'orders' },
    words: ({ route, by }) => ({
      what: `Route ${route} serves without TLS the requests that ${by} serves with TLS. The gateway redirects port 80 to https, so ${by} serves them.`,
      why: `Requests without TLS get 308, and then the access rules of ${by} apply.`,
      fix: 'Use https in clients. If some of them cannot, set plainHttp of the service.',
    }),
  }),
  RewriteLeftOut: imported<{ path: string; rewrite: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { path: '~/v1/(?<id>\\d+)', rewrite: 'a replacement of the whole match by /' },
    words: ({ path, rewrite }) => ({
      what: `The path of requests for ${path} is not changed: no answer contains ${rewrite}.`,
      why: 'The service receives the path that the client sent.',
      fix: 'Let the service accept that path, or add a patch of the HTTPRoute that replaces it.',
    }),
  }),
  BackendAsked: imported<{ service: string; what: string }>({
    verdict: 'asked',
    subject: 'traffic',
    sample: { service: 'orders', what: 'the source contains no address of it' },
    words: ({ service, what }) => ({
      what: `The backend of ${service} is not known: ${sentence(what)}`,
      why: 'A service needs an address that the proxies can reach.',
      fix: 'Set backend of the service to a Service and the number of its port, such as shop/orders:8080, or to the URL of an external server.',
    }),
  }),
  CertificateAsked: imported<{ hosts: string; source: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { hosts: 'api.example.com', source: 'in Secret shop/api-tls' },
    words: ({ hosts, source }) => ({
      what: `The certificate of ${hosts} is ${source}.`,
      why: 'The new Gateway reads certificates in its own namespace. Keys are never copied.',
      fix: `Set tls.issuer to a cert-manager issuer that serves the Gateway, or tls.secret to a Secret ${IN_GATEWAY_NAMESPACE}.`,
    }),
  }),
  AuthorizerCaAsked: imported<{ method: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { method: 'authz' },
    words: ({ method }) => ({
      what: `The CA that signed the certificate of the authorizer ${method} is not known. The gateway verifies the certificate.`,
      why: 'Without the CA, every call of the authorizer fails, and requests get 500.',
      fix: `Set ca of the method to a ConfigMap ${IN_GATEWAY_NAMESPACE} whose key ca.crt contains the CA certificate.`,
    }),
  }),
  ServiceCaAsked: imported<{ service: string; ca: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { service: 'orders', ca: 'orders-ca' },
    words: ({ service, ca }) => ({
      what: `The service ${service} is called over TLS, and the gateway verifies its certificate. ConfigMap ${ca} must contain the CA that signed it.`,
      why: 'Requests get 500 until the ConfigMap exists.',
      fix: `Create it ${IN_GATEWAY_NAMESPACE}: kubectl create configmap ${ca} -n NAMESPACE --from-file=ca.crt`,
    }),
  }),
  SecretToCreate: imported<{ object: string; contents: string; command: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: {
      object: 'Secret kong-keys',
      contents: 'the key of acme under acme',
      command: 'kubectl create secret generic kong-keys -n NAMESPACE --from-file=acme=KEY_FILE',
    },
    words: ({ object, contents, command }) => ({
      what: `${object} must contain ${contents}; the import does not copy it.`,
      why: 'Requests that need it fail until it exists. Secret values are never copied.',
      fix: `Create it${object.includes(' in ') ? '' : ` ${IN_GATEWAY_NAMESPACE}`}: ${command}`,
    }),
  }),
  UsersToCreate: imported<{ source: string; secret: string; command: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: {
      source: 'Secret shop/users',
      secret: 'users',
      command:
        'htpasswd -nbs USER PASSWORD > .htpasswd, then kubectl create secret generic users -n NAMESPACE --from-file=.htpasswd',
    },
    words: ({ source, secret, command }) => ({
      what: `Passwords of ${source} must be set again, because Envoy accepts {SHA} entries only.`,
      why: 'bcrypt and MD5 entries cannot be converted. The import read no value of the Secret.',
      fix: `Create Secret ${secret} with the key .htpasswd ${IN_GATEWAY_NAMESPACE}: ${command}`,
    }),
  }),
  CorsOriginsAsked: imported<{ route: string; origins: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { route: 'orders', origins: '*' },
    words: ({ route, origins }) => ({
      what: `${route} allows scripts of ${origins === '' || origins === '*' ? 'every web site' : `the origins ${origins}`}; the gateway allows listed sites only.`,
      why: 'Until the sites are listed, browsers refuse to call the API from other sites.',
      fix: 'List the sites in cors of the service: { origins: [https://app.example.com] }.',
    }),
  }),
  StreamReasonAsked: imported<{ stream: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { stream: 'database' },
    words: ({ stream }) => ({
      what: `Stream ${stream} accepts every client: the gateway cannot authenticate connections.`,
      why: 'A stream is public only if a person gives the reason.',
      fix: 'Set publicReason of the stream, or remove it from streams.',
    }),
  }),
  HttpRedirected: imported<{ what: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { what: 'http://api.example.com' },
    words: ({ what }) => ({
      what: `The source serves ${what} without TLS; the gateway redirects port 80 to https.`,
      why: 'Clients that do not follow redirects, or do not support TLS, fail.',
      fix: 'Give clients the https address. If they cannot use it, set plainHttp of a public service to the reason.',
    }),
  }),
  PortDiffers: imported<{ name: string; port: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { name: 'https://api.example.com', port: '8443' },
    words: ({ name, port }) => ({
      what: `Clients of ${name} use port ${port}; the gateway has the ports 80 and 443.`,
      why: `Requests to port ${port} do not reach it.`,
      fix: 'Give clients the address without the port, or add a patch of the Gateway.',
    }),
  }),
  NotUsed: imported<{ what: string }>({
    verdict: 'noEffect',
    subject: 'traffic',
    sample: { what: 'Middleware auth' },
    words: ({ what }) => ({ what: `No imported route uses ${what}.`, why: '', fix: '' }),
  }),
} as const;
