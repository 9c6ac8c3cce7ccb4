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
    refreshPolicy: 'no unit writes it',
    'target.immutable': 'a value that was changed in the manager would not arrive',
    'target.manifest': 'makes objects of any kind with the rights of the operator',
    'target.template.data': 'templates read what was fetched and write other keys of it',
    'target.template.metadata': 'an annotation can have the API server fill the Secret with a token',
    'target.template.templateFrom': 'reads other Secrets and ConfigMaps',
    'data[].remoteRef.version': 'no unit writes it',
    'data[].sourceRef': 'another store, or a generator of credentials',
    dataFrom: 'finds keys that nobody named, or generates credentials',
  },
};
