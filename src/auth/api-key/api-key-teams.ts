// API keys in the admission policy for SecurityPolicies of teams.
import { all, any, list, text } from '../../objects/cel.ts';
import { ASKS_NOBODY, type AuthKind } from '../auth-kind.ts';
import { type ApiKeyIntent, type ApiKeyMethod, type ApiKeyOfTeams, CLIENT_HEADER, placeOf } from './api-key-method.ts';

const FIELD_OF_PLACE = { header: 'headers', query: 'params', cookie: 'cookies' } as const;
const placeInCel = ({ place }: ApiKeyOfTeams): string => `{${text(FIELD_OF_PLACE[place.in])}: [${text(place.name)}]}`;

const allowed = (m: ApiKeyOfTeams): string => `${text(m.name)} in variables.methods`;

/** Methods with keys in the same place share a policy. */
const keysInCel = (methods: readonly ApiKeyOfTeams[], namespace: string): string[] =>
  [...new Set(methods.map(placeInCel))].map((place) =>
    all([
      `object.spec.apiKeyAuth.credentialRefs.all(c, ${any(
        methods
          .filter((m) => placeInCel(m) === place)
          .map((m) =>
            all([
              allowed(m),
              `c.name == ${text(m.secret)} && (!has(c.kind) || c.kind == "Secret")`,
              `has(c.namespace) && c.namespace == ${text(namespace)}`,
            ]),
          ),
      )})`,
      `object.spec.apiKeyAuth.extractFrom == [${place}]`,
    ]),
  );

export const apiKeyTeams: AuthKind<ApiKeyMethod, ApiKeyIntent, ApiKeyOfTeams>['teams'] = {
  fits: () => true,
  intent: (m) => ({
    type: 'apiKey',
    name: m.name,
    asks: ASKS_NOBODY,
    refersTo: { kind: 'Secret', name: m.secret },
    secret: m.secret,
    clients: m.clients,
    place: placeOf(m),
  }),
  called: 'API keys',
  checks: (methods, namespace) => [
    'size(object.spec.apiKeyAuth.credentialRefs) > 0',
    any(keysInCel(methods, namespace)),
    'has(object.spec.apiKeyAuth.sanitize) && object.spec.apiKeyAuth.sanitize',
    `has(object.spec.apiKeyAuth.forwardClientIDHeader) && object.spec.apiKeyAuth.forwardClientIDHeader == ${text(CLIENT_HEADER)}`,
  ],
  message: (methods, namespace) =>
    `API keys belong to the platform: refer to its Secret in ${namespace}, read the key from its place (${methods.map((m) => `${m.name}: ${m.place.name}`).join(', ')}), remove it (sanitize: true), and forward the client as ${CLIENT_HEADER}`,
  rule: (methods) =>
    `has(object.spec.apiKeyAuth) && !has(r.cel) && has(r.principal) && has(r.principal.headers) && r.principal.headers.all(h, h.name == ${text(CLIENT_HEADER)} && h.values.all(v, ${any(methods.map((m) => `${allowed(m)} && v in ${list(m.clients)}`))}))`,
  rulesUseHeaders: true,
  fields: {
    allowed: [
      'apiKeyAuth.credentialRefs[].{group,kind,name,namespace}',
      'apiKeyAuth.extractFrom[].{headers,params,cookies}',
      'apiKeyAuth.{forwardClientIDHeader,sanitize}',
    ],
    refused: {},
  },
};
