// Codes of the importer gateway-api: who has access by policies.
import { imported } from './import-definition.ts';

interface OfPolicy {
  policy: string;
}

/** Access. */
export const gatewayApiPolicyCodes = {
  TokenFieldAsked: imported<OfPolicy & { key: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { policy: 'orders', key: 'audiences' },
    words: ({ policy, key }) => ({
      what: `A token provider of SecurityPolicy ${policy} has no ${key} that answers can contain.`,
      why: 'Without it, tokens for other APIs or of other issuers would be accepted.',
      fix: `Set ${key} of the method.`,
    }),
  }),
  FewerTokenPlaces: imported<OfPolicy>({
    verdict: 'approximated',
    subject: 'access',
    sample: { policy: 'orders' },
    words: ({ policy }) => ({
      what: `SecurityPolicy ${policy} reads tokens in several places, such as the parameter access_token.`,
      why: 'The answers have one place. Requests with a token elsewhere get 401.',
      fix: 'Clients must send the token in that place. A second method of type jwt can read another one.',
    }),
  }),
  FewerKeyPlaces: imported<OfPolicy>({
    verdict: 'approximated',
    subject: 'access',
    sample: { policy: 'partners' },
    words: ({ policy }) => ({
      what: `SecurityPolicy ${policy} reads API keys in several places.`,
      why: 'A method of the answers has one place, the first one. Requests with a key elsewhere get 401.',
      fix: 'Add a method of type apiKey for each further place.',
    }),
  }),
  SecretElsewhere: imported<{ secret: string; namespace: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { secret: 'partner-keys', namespace: 'security' },
    words: ({ secret, namespace }) => ({
      what: `Secret ${secret} is in namespace ${namespace}.`,
      why: 'Generated policies read Secrets in the namespace of the Gateway.',
      fix: `Create Secret ${secret} with the same keys in the namespace of the Gateway.`,
    }),
  }),
  ClientNamesAsked: imported<{ secret: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { secret: 'partner-keys' },
    words: ({ secret }) => ({
      what: `The names of the clients in Secret ${secret} are unknown.`,
      why: 'Only named clients are allowed. Each name is a key of the Secret; the importer reads no values.',
      fix: `List them: kubectl get secret ${secret} -o go-template='{{range $k, $v := .data}}{{println $k}}{{end}}'`,
    }),
  }),
  ClientHeaderRenamed: imported<{ given: string; header: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { given: 'x-consumer', header: 'x-client-id' },
    words: ({ given, header }) => ({
      what: `Services received the name of the client in ${given}.`,
      why: `They now receive it in ${header}.`,
      fix: `Change the services, or add a patch that sets ${given}.`,
    }),
  }),
  KeyIsRemoved: imported<OfPolicy>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { policy: 'partners' },
    words: ({ policy }) => ({
      what: `With SecurityPolicy ${policy}, services received the API key.`,
      why: 'The generated policy removes the key and sends the name of the client in x-client-id.',
      fix: 'Services must use x-client-id.',
    }),
  }),
  SameSiteLax: imported<{ value: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { value: 'Strict' },
    words: ({ value }) => ({
      what: `Login cookies had SameSite=${value}.`,
      why: 'They get SameSite=Lax, because Strict loses the session on the way back from the provider.',
      fix: 'Set sameSite of the method to none if other sites embed the pages.',
    }),
  }),
  ClaimTextOrList: imported<OfPolicy & { claim: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { policy: 'orders', claim: 'role' },
    words: ({ policy, claim }) => ({
      what: `SecurityPolicy ${policy} accepts claim ${claim} in one form: as text, or as a list.`,
      why: 'The answers accept a value of the claim in both forms.',
      fix: 'If the issuer gives the two forms different meanings, use another claim.',
    }),
  }),
  OriginNotAnswered: imported<{ origin: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { origin: '*' },
    words: ({ origin }) => ({
      what: `cors.origins cannot contain ${origin}.`,
      why: 'Scripts of these sites cannot call the API.',
      fix: 'List the sites: https://app.example.com or https://*.example.com.',
    }),
  }),
  ClientCertificatesAsked: imported<OfPolicy>({
    verdict: 'asked',
    subject: 'access',
    sample: { policy: 'edge' },
    words: ({ policy }) => ({
      what: `ClientTrafficPolicy ${policy} validates client certificates in a way that answers cannot state.`,
      why: 'Without tls.clientAuth, clients would need no certificate.',
      fix: 'Put the CA into a ConfigMap in the namespace of the Gateway, and set tls.clientAuth.ca to its name.',
    }),
  }),
  PolicyWithoutRule: imported<{ kind: string; name: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { kind: 'SecurityPolicy', name: 'old' },
    words: ({ kind, name }) => ({
      what: `${kind} ${name} applies to no rule of the imported routes.`,
      why: 'No answer was made from it.',
      fix: 'If it applies to routes in the cluster, import them together.',
    }),
  }),
} as const;
