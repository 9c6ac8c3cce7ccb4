import type { SecretStoreIntent } from '../../model/intent.ts';
import { all, text } from '../../objects/cel.ts';
import { ADMISSION } from '../notes/teams-notes.ts';
import { EXTERNAL_SECRET } from './fields/secrets-fields.ts';
import { onlyFields } from './fields.ts';
import { ANNOTATIONS } from './namespaces.ts';
import type { TeamAdmission } from './team-admission.ts';

const PREFIX = text(ANNOTATIONS.secrets);

/**
 * An ExternalSecret fetches with the permissions of the store, which can read every secret of the secret manager. So a team may
 * fetch only keys that begin with its prefix, into the Secret of the same name.
 */
export const externalSecrets = (store: SecretStoreIntent): TeamAdmission => ({
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
      message: `a team's ExternalSecret must use ${store.kind} ${store.name}`,
      reason: 'Forbidden',
    },
    {
      expression: all([
        'variables.prefix != ""',
        'has(object.spec.data) && object.spec.data.all(d, d.remoteRef.key == variables.prefix + object.metadata.name && (!has(d.remoteRef.property) || d.remoteRef.property.matches("^[-._a-zA-Z0-9]+$")))',
      ]),
      messageExpression:
        'variables.prefix != "" ? "every remoteRef.key must be " + variables.prefix + object.metadata.name : "this namespace must not contain ExternalSecrets"',
      reason: 'Forbidden',
    },
    {
      expression:
        '!has(object.spec.data) || object.spec.data.all(d, (!has(d.remoteRef.metadataPolicy) || d.remoteRef.metadataPolicy == "None") && (!has(d.remoteRef.conversionStrategy) || d.remoteRef.conversionStrategy == "Default") && (!has(d.remoteRef.decodingStrategy) || d.remoteRef.decodingStrategy == "None"))',
      message: 'a team must not transform the value (metadataPolicy, conversionStrategy, decodingStrategy)',
      reason: 'Forbidden',
    },
    {
      expression: all([
        'has(object.spec.target) && has(object.spec.target.name) && object.spec.target.name == object.metadata.name',
        '!has(object.spec.target.creationPolicy) || object.spec.target.creationPolicy == "Owner"',
        '!has(object.spec.target.template) || has(object.spec.target.template.type) && object.spec.target.template.type in ["Opaque", "kubernetes.io/tls"]',
      ]),
      message:
        'the Secret must have the name of the ExternalSecret, creationPolicy Owner, and type Opaque or kubernetes.io/tls',
      reason: 'Forbidden',
    },
    {
      expression: `has(object.spec.refreshInterval) && duration(object.spec.refreshInterval) >= duration(${text(store.refresh)})`,
      message: `refreshInterval must be at least ${store.refresh}`,
      reason: 'Forbidden',
    },
  ],
  why: ADMISSION.secrets,
});
