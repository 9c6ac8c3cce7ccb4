import type { KindFields } from '../fields.ts';

export const EXTERNAL_SECRET: KindFields = {
  kind: 'ExternalSecret',
  allowed: [
    'refreshInterval',
    'secretStoreRef.{kind,name}',
    'target.{name,creationPolicy,deletionPolicy}',
    'target.template.{type,engineVersion,mergePolicy}',
    'data[].secretKey',
    'data[].remoteRef.{key,property,conversionStrategy,decodingStrategy,metadataPolicy}',
  ],
  refused: {
    refreshPolicy: 'not generated',
    'target.immutable': 'changes in the secret manager would not arrive',
    'target.manifest': 'creates objects of any kind with the permissions of the operator',
    'target.template.data': 'templates can write values under other keys',
    'target.template.metadata': 'an annotation can make the API server write a token into the Secret',
    'target.template.templateFrom': 'reads other Secrets and ConfigMaps',
    'data[].remoteRef.version': 'not generated',
    'data[].sourceRef': 'another store, or a generator of credentials',
    dataFrom: 'reads keys that are not listed, or generates credentials',
  },
};
