// References whose target does not exist or may not be used, and objects that conflict.
import { type Absence, byAbsence, either, type Variant, variants } from '../definition.ts';
import { aKind } from '../shown.ts';
import { define, type FindingGroup } from './finding-definition.ts';
import { absent, type Denied, inNamespace, type Missing, unlessItExists } from './references-parts.ts';

const NOT_ATTACHED = 'The policy attaches to nothing, so it protects nothing.';
const targetNotFound = {
  named: ({ kind, name, group, namespace, absence }: Missing & { readonly group: string }) => ({
    what: absent(`${kind} ${name} (${group})${inNamespace(namespace)}`, absence),
    why: unlessItExists(NOT_ATTACHED, absence),
    fix: 'Correct the name, or move the policy to the namespace of its target: a policy can target only objects in its own namespace.',
  }),
  selected: ({ kind, absence }: { readonly kind: string; readonly absence: Absence }) => ({
    what: `No ${kind}${absence === 'certain' ? '' : ' in these files'} has the labels of this selector.`,
    why: unlessItExists(NOT_ATTACHED, absence),
    fix: `Correct the labels here or on the target.`,
  }),
  section: ({
    target,
    part,
    section,
  }: {
    readonly target: string;
    readonly part: 'rule' | 'listener';
    readonly section: string;
  }) => ({ what: `${target} has no ${part} named ${section}.`, why: NOT_ATTACHED, fix: 'Correct sectionName.' }),
};

const invalidKind = {
  /** `absence`: how sure it is that no extension server of Envoy Gateway registers the kind. */
  kind: ({ kind, group, absence }: { readonly kind: string; readonly group: string; readonly absence: Absence }) => ({
    what: `Envoy Gateway cannot route to kind ${kind}${group ? ` (${group})` : ''}.`,
    why:
      absence === 'certain'
        ? 'Requests to this backend get 500.'
        : 'Unless its configuration registers an extension server for this kind, requests to this backend get 500.',
    fix: 'Use a Service or a Backend.',
  }),
  /** `right`: the group of the kind; '' is the core group. */
  group: ({ kind, right }: { readonly kind: string; readonly right: string }) => ({
    what: `${aKind(kind).replace('a', 'A')} belongs to ${right === '' ? 'the core group' : `group ${right}`}, and another group is set.`,
    why: 'The backend is not found, and requests to it get 500.',
    fix: right === '' ? 'Write group: "", or remove group.' : `Write group: ${right}.`,
  }),
};

/** What a rejected reference means for the object that has it. */
const notPermitted = (from: string): string => {
  if (from.endsWith('Route')) return 'Envoy Gateway rejects the reference, so requests get 500.';
  if (from === 'Gateway' || from === 'ListenerSet')
    return 'Envoy Gateway rejects the reference, so TLS connections that need it fail.';
  return `Envoy Gateway rejects the reference, so the ${from} is not accepted.`;
};

export const referencesFindings = {
  BackendNotFound: define<Missing>({
    severity: byAbsence((v) => v.absence),
    risk: 'failing',
    sample: { kind: 'Backend', name: 'biling', namespace: 'shop', absence: 'certain' },
    words: ({ kind, name, namespace, absence }) => ({
      what: absent(`${kind} ${name}${inNamespace(namespace)}`, absence),
      why: unlessItExists('Requests to it get 500.', absence),
      fix: `Add the ${kind}, or correct the name.`,
    }),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: biling }] }] }\n---\nkind: Backend\nmetadata: { name: billing }\nspec: { endpoints: [{ fqdn: { hostname: billing.example.com, port: 80 } }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: billing }] }] }\n---\nkind: Backend\nmetadata: { name: billing }\nspec: { endpoints: [{ fqdn: { hostname: billing.example.com, port: 80 } }] }',
    },
  }),
  DuplicateObject: define<{ object: string }>({
    severity: 'error',
    risk: 'ineffective',
    sample: { object: 'HTTPRoute shop/users' },
    related: ({ object }) => object,
    words: () => ({
      what: 'Another object has the same kind, namespace and name.',
      why: 'The one that is applied last overwrites the other.',
      fix: 'Rename or remove one of them.',
    }),
    example: {
      before:
        'apiVersion: gateway.networking.k8s.io/v1beta1\nkind: HTTPRoute\nmetadata: { name: users, namespace: shop }\nspec: {}',
      after:
        'apiVersion: gateway.networking.k8s.io/v1beta1\nkind: HTTPRoute\nmetadata: { name: users-v2, namespace: shop }\nspec: {}',
    },
  }),
  FilterNotFound: define<Omit<Missing, 'namespace'>>({
    severity: byAbsence((v) => v.absence),
    risk: 'failing',
    sample: { kind: 'HTTPRouteFilter', name: 'not-fuond', absence: 'certain' },
    words: ({ kind, name, absence }) => ({
      what: absent(`${kind} ${name} in the namespace of the route`, absence),
      why: unlessItExists('Requests that match the rule get 500.', absence),
      fix: `Add the ${kind} to that namespace, or correct the name.`,
    }),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ filters: [{ type: ExtensionRef, extensionRef: { group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: not-fuond } }] }] }\n---\nkind: HTTPRouteFilter\nmetadata: { name: not-found }\nspec: { directResponse: { statusCode: 404 } }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ filters: [{ type: ExtensionRef, extensionRef: { group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: not-found } }] }] }\n---\nkind: HTTPRouteFilter\nmetadata: { name: not-found }\nspec: { directResponse: { statusCode: 404 } }',
    },
  }),
  InvalidKind: define<Variant<typeof invalidKind>>({
    severity: byAbsence((v) => (v.case === 'kind' ? v.of.absence : 'certain')),
    risk: 'rejected',
    sample: { case: 'group', of: { kind: 'Service', right: '' } },
    words: variants(invalidKind),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: v1, kind: Service, name: users, port: 8080 }] }] }',
      after: 'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, port: 8080 }] }] }',
    },
  }),
  RefNotPermitted: define<Denied>({
    severity: either('error', 'warning', (v) => v.mayExist),
    risk: 'rejected',
    sample: { kind: 'Service', name: 'users', namespace: 'shop', from: 'HTTPRoute', own: 'edge', mayExist: false },
    words: ({ kind, name, namespace, from, own }) => ({
      what: `${kind} ${name} is in namespace ${namespace}, and no ReferenceGrant there allows ${aKind(from)} in namespace ${own} to refer to it.`,
      why: notPermitted(from),
      fix: `Add a ReferenceGrant to namespace ${namespace}.`,
    }),
    example: {
      before: 'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, namespace: people, port: 8080 }] }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, namespace: people, port: 8080 }] }] }\n---\nkind: ReferenceGrant\nmetadata: { name: shop, namespace: people }\nspec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }], to: [{ group: "", kind: Service }] }',
    },
  }),
  TargetNotFound: define<Variant<typeof targetNotFound>>({
    severity: byAbsence((v) => (v.case === 'section' ? 'certain' : v.of.absence)),
    risk: 'exposed',
    sample: {
      case: 'named',
      of: {
        kind: 'HTTPRoute',
        name: 'usres',
        group: 'gateway.networking.k8s.io',
        namespace: 'shop',
        absence: 'certain',
      },
    },
    words: variants(targetNotFound),
    example: {
      before:
        'kind: SecurityPolicy\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: usres }] }',
      after:
        'kind: SecurityPolicy\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }] }',
    },
  }),
  UnknownProvider: define<{ provider: string }>({
    severity: 'error',
    risk: 'failing',
    sample: { provider: 'auth0' },
    words: ({ provider }) => ({
      what: `The policy has no jwt provider named ${provider}.`,
      why: 'The policy is accepted, but the rule matches no request.',
      fix: 'Write the name of one of jwt.providers.',
    }),
    example: {
      before:
        'kind: SecurityPolicy\nspec: { authorization: { defaultAction: Deny, rules: [{ action: Allow, principal: { jwt: { provider: auth0, claims: [{ name: sub, values: [acme] }] } } }] } }',
      after:
        'kind: SecurityPolicy\nspec: { authorization: { defaultAction: Deny, rules: [{ action: Allow, principal: { jwt: { provider: customers, claims: [{ name: sub, values: [acme] }] } } }] } }',
    },
  }),
} as const satisfies FindingGroup;
