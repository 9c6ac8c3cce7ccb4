import type { SecretStoreIntent } from '../../model/intent.ts';
import { all, text } from '../../objects/cel.ts';
import { ADMISSION } from '../notes/teams-notes.ts';
import { EXTERNAL_SECRET } from './fields/secrets-fields.ts';
import { onlyFields } from './fields.ts';
import { ANNOTATIONS } from './namespaces.ts';
import type { Rail } from './rail.ts';

const PREFIX = text(ANNOTATIONS.secrets);

/**
 * An ExternalSecret fetches with the rights of the store, which reach every secret of the manager. So of a team it fetches
 * what begins with the team's name, into the Secret of the same name.
 */
export const externalSecrets = (store: SecretStoreIntent): Rail => ({
  name: 'secrets',
  group: 'external-secrets.io',
  resources: ['externalsecrets'],
  versions: ['v1'],
  variables: {
    prefix: `has(namespaceObject.metadata.annotations) && ${PREFIX} in namespaceObject.metadata.annotations ? namespaceObject.metadata.annotations[${PREFIX}] : ""`,
  },
  validations: [
    ...onlyFields(EXTERNAL_SECRET),
    {
      expression: all([
        `has(object.spec.secretStoreRef) && object.spec.secretStoreRef.name == ${text(store.name)}`,
        `has(object.spec.secretStoreRef.kind) && object.spec.secretStoreRef.kind == ${text(store.kind)}`,
      ]),
      message: `secrets of a team come from ${store.kind} ${store.name}`,
      reason: 'Forbidden',
    },
    {
      expression: all([
        'variables.prefix != ""',
        'has(object.spec.data) && object.spec.data.all(d, d.remoteRef.key == variables.prefix + object.metadata.name && (!has(d.remoteRef.property) || d.remoteRef.property.matches("^[-._a-zA-Z0-9]+$")))',
      ]),
      messageExpression:
        '"every key is the one of this team and of this object\'s own name: " + (variables.prefix != "" ? variables.prefix + object.metadata.name : "none, this namespace has no secrets of its own")',
      reason: 'Forbidden',
    },
    {
      expression:
        '!has(object.spec.data) || object.spec.data.all(d, (!has(d.remoteRef.metadataPolicy) || d.remoteRef.metadataPolicy == "None") && (!has(d.remoteRef.conversionStrategy) || d.remoteRef.conversionStrategy == "Default") && (!has(d.remoteRef.decodingStrategy) || d.remoteRef.decodingStrategy == "None"))',
      message: 'the value is taken as it is in the manager',
      reason: 'Forbidden',
    },
    {
      expression: all([
        'has(object.spec.target) && has(object.spec.target.name) && object.spec.target.name == object.metadata.name',
        '!has(object.spec.target.creationPolicy) || object.spec.target.creationPolicy == "Owner"',
        '!has(object.spec.target.template) || has(object.spec.target.template.type) && object.spec.target.template.type in ["Opaque", "kubernetes.io/tls"]',
      ]),
      message:
        'the Secret has the name of the ExternalSecret, is its own (creationPolicy: Owner), and is Opaque or kubernetes.io/tls',
      reason: 'Forbidden',
    },
    {
      expression: `has(object.spec.refreshInterval) && duration(object.spec.refreshInterval) >= duration(${text(store.refresh)})`,
      message: `the manager is asked every ${store.refresh} at most`,
      reason: 'Forbidden',
    },
  ],
  why: ADMISSION.secrets,
});
