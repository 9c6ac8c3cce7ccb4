// Codes of the importer gateway-api: who has access by policies.
import { imported } from './import-definition.ts';
import { sentence } from './shared-codes.ts';

interface OfPolicy {
  policy: string;
}

/** Access. */
export const gatewayApiPolicyCodes = {
  PolicyUndecided: imported<{ policy: string; what: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { policy: 'customers', what: 'rules for different claims' },
    words: ({ policy, what }) => ({
      what: `SecurityPolicy ${policy} cannot be translated: ${sentence(what)}`,
      why: 'The services that it protects have auth: undecided, which generate refuses.',
      fix: 'Set auth of these services to a method that does the same, and allow or deny to who has access.',
    }),
  }),
  TokenFieldAsked: imported<OfPolicy & { key: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { policy: 'orders', key: 'audiences' },
    words: ({ policy, key }) => ({
      what: `SecurityPolicy ${policy} verifies tokens without ${key}, which a method of the answers requires.`,
      why: 'Without it, tokens for other APIs or of other issuers are accepted.',
      fix: `Set ${key} of the method.`,
    }),
  }),
  FewerTokenPlaces: imported<OfPolicy>({
    verdict: 'approximated',
    subject: 'access',
    sample: { policy: 'orders' },
    words: ({ policy }) => ({
      what: `SecurityPolicy ${policy} reads tokens in several places; the answers read one, and other requests get 401.`,
      why: 'A method of type jwt reads one place.',
      fix: 'Let clients send the token in that place, or add a second method of type jwt for another one.',
    }),
  }),
  FewerKeyPlaces: imported<OfPolicy>({
    verdict: 'approximated',
    subject: 'access',
    sample: { policy: 'partners' },
    words: ({ policy }) => ({
      what: `SecurityPolicy ${policy} reads API keys in several places; the answers read the first, and other requests get 401.`,
      why: 'A method of type apiKey reads one place.',
      fix: 'Add a method of type apiKey for each further place.',
    }),
  }),
  SecretElsewhere: imported<{ secret: string; namespace: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { secret: 'partner-keys', namespace: 'security' },
    words: ({ secret, namespace }) => ({
      what: `Secret ${secret} is in namespace ${namespace}; generated policies read it in that of the Gateway.`,
      why: 'Until it exists there, requests that need it fail.',
      fix: `Create Secret ${secret} with the same keys in the namespace of the Gateway.`,
    }),
  }),
  ClientNamesAsked: imported<{ secret: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { secret: 'partner-keys' },
    words: ({ secret }) => ({
      what: `The names of the clients in Secret ${secret} are not known, and only named clients are allowed.`,
      why: 'Each name is a key of the Secret. An import reads no Secret of the cluster.',
      fix: `List them: kubectl get secret ${secret} -o go-template='{{range $k, $v := .data}}{{println $k}}{{end}}'`,
    }),
  }),
  ClientHeaderRenamed: imported<{ given: string; header: string }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { given: 'x-consumer', header: 'x-client-id' },
    words: ({ given, header }) => ({
      what: `Services received the name of the client in ${given}; now they receive it in ${header}.`,
      why: 'A service that reads the old header finds no client.',
      fix: `Change the services, or add a patch that sets ${given}.`,
    }),
  }),
  KeyIsRemoved: imported<OfPolicy>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { policy: 'partners' },
    words: ({ policy }) => ({
      what: `SecurityPolicy ${policy} sent the API key to services; the generated one sends x-client-id instead.`,
      why: 'A service that reads the key finds none.',
      fix: 'Let services read x-client-id.',
    }),
  }),
  SameSiteLax: imported<{ value: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { value: 'Strict' },
    words: ({ value }) => ({
      what: `Login cookies have SameSite=${value} in the source; the gateway sends SameSite=Lax.`,
      why: 'With Strict, browsers do not send the session on the way back from the provider.',
      fix: 'If other sites embed the pages, set sameSite of the method to none.',
    }),
  }),
  ClaimTextOrList: imported<OfPolicy & { claim: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { policy: 'orders', claim: 'role' },
    words: ({ policy, claim }) => ({
      what: `SecurityPolicy ${policy} accepts claim ${claim} as text or as a list; the answers accept both forms.`,
      why: 'A token with the other form is accepted too.',
      fix: 'If the issuer gives the two forms different meanings, use another claim.',
    }),
  }),
  OriginNotAnswered: imported<{ origin: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { origin: '*' },
    words: ({ origin }) => ({
      what: `cors.origins cannot contain ${origin}, so browsers refuse scripts of these sites.`,
      why: 'The gateway allows listed sites only.',
      fix: 'List the sites: https://app.example.com or https://*.example.com.',
    }),
  }),
  ClientCertificatesAsked: imported<OfPolicy>({
    verdict: 'asked',
    subject: 'access',
    sample: { policy: 'edge' },
    words: ({ policy }) => ({
      what: `ClientTrafficPolicy ${policy} validates client certificates in a way that answers cannot contain.`,
      why: 'Until tls.clientAuth is set, clients need no certificate.',
      fix: 'Put the CA into a ConfigMap in the namespace of the Gateway, and set tls.clientAuth.ca to its name.',
    }),
  }),
  PolicyWithoutRule: imported<{ kind: string; name: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { kind: 'SecurityPolicy', name: 'old' },
    words: ({ kind, name }) => ({
      what: `${kind} ${name} applies to no imported rule, so it was left out.`,
      why: 'If it protects routes outside of these files, the answers lack it.',
      fix: 'If it applies to routes in the cluster, import them together.',
    }),
  }),
} as const;
