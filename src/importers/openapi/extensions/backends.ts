// Backends that extensions name. A document without them does not know where its API runs, so a person is asked.

import { backend as backendSchema } from '../../../values/backend-address.ts';
import { serviceOfHost } from '../../../values/service-host.ts';
import { labelOf } from '../../neutral/naming.ts';
import type { Part } from '../../neutral/neutral.ts';
import type { Ledger } from '../../report/ledger.ts';
import { said } from '../../report/ledger.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { durationOf } from '../../spelling/durations.ts';
import { serviceReference } from '../../spelling/service-reference.ts';
import { pointed } from '../pointer.ts';
import { isTemplate, textOf } from '../security/scheme.ts';

const isBackend = (text: string): boolean => backendSchema.safeParse(text).success;

/** A timeout in milliseconds as a part; a value that is none is reported as not imported. */
const timeout = (node: SourceNode, ms: number | undefined): Part[] => {
  const value = ms === undefined || Math.round(ms) <= 0 ? undefined : durationOf(ms);
  return value === undefined ? [] : [{ key: 'timeout', value, from: [node] }];
};

/** Cloud Endpoints and API Gateway of Google: `x-google-backend`, of an operation or of all. */
const google = (root: SourceNode, operation: SourceNode, ledger: Ledger): Part[] | undefined => {
  const own = operation.get('x-google-backend');
  const written = own.exists ? own : root.get('x-google-backend');
  if (!written.exists) return undefined;
  const at = written.text === undefined ? written : root.get('x-google-api-management', 'backends', written.text);
  if (at !== written) ledger.carried(written, 'services.backend');
  const address = at.get('address');
  const [translation, protocol] = [at.get(at === written ? 'path_translation' : 'pathTranslation'), at.get('protocol')];
  const text = (address.text ?? '').replace(/\/$/, '');
  const constant = (translation.text ?? (own.exists ? 'CONSTANT_ADDRESS' : '')) === 'CONSTANT_ADDRESS';
  if (constant) ledger.say(translation.exists ? translation : address, 'OpenapiBackendPath', { address: text });
  else ledger.noEffect(translation);
  for (const key of ['jwt_audience', 'jwtAudience', 'disable_auth', 'disableAuth'])
    if (at.get(key).exists) ledger.say(at.get(key), 'OpenapiBackendIdentity', { name: key });
  ledger.noEffect(protocol);
  const deadline = at.get('deadline');
  const parts = timeout(deadline, deadline.number === undefined ? undefined : deadline.number * 1000);
  return isBackend(text)
    ? [{ key: 'backend', value: text, from: [address] }, ...parts]
    : [
        {
          key: 'backend',
          value: undefined,
          from: [address],
          said: said('BackendAsked', { service: labelOf(text, 'backend'), what: NOT_STATED }),
        },
        ...parts,
      ];
};

/** Why a backend is asked for. */
const NOT_STATED = 'the document does not state where the API runs';

/** Settings of an integration that say how AWS calls a Lambda function or caches, which a gateway in front of a server does not. */
const OF_AWS = [
  'httpMethod',
  'passthroughBehavior',
  'contentHandling',
  'payloadFormatVersion',
  'cacheKeyParameters',
  'cacheNamespace',
  'credentials',
  'type',
  'connectionType',
];

/** `x-amazon-apigateway-integration`. */
const amazon = (root: SourceNode, operation: SourceNode, path: string, ledger: Ledger): Part[] | undefined => {
  const key = 'x-amazon-apigateway-integration';
  const written = operation.get(key).exists ? operation.get(key) : root.get(key);
  if (!written.exists) return undefined;
  const ref = written.get('$ref').text;
  const at = ref === undefined ? written : pointed(root, ref);
  if (at !== written) ledger.carried(written.get('$ref'), 'services.backend');
  for (const name of OF_AWS) ledger.noEffect(at.get(name));
  for (const name of [
    'requestTemplates',
    'responses',
    'requestParameters',
    'responseParameters',
    'tlsConfig',
    'integrationSubtype',
  ])
    if (at.get(name).exists)
      ledger.say(at.get(name), 'SettingDropped', {
        name: `${key}.${name}`,
        effect: 'The API Gateway of AWS changes requests or responses with it; the gateway does not',
      });
  const uri = at.get('uri');
  const text = textOf(uri) ?? '';
  const isLinked = at.get('connectionType').text === 'VPC_LINK';
  const isHttp = /^http(_proxy)?$/i.test(at.get('type').text ?? '');
  const ms = at.get('timeoutInMillis');
  const parts = timeout(ms, ms.number);
  ledger.noEffect(at.get('connectionId'));
  const [, origin = '', behind = ''] = /^(https?:\/\/[^/?#]+)([^?#]*)/.exec(text) ?? [];
  const below = behind.replace(/\/$/, '').endsWith(path.replace(/\/$/, ''))
    ? behind.replace(/\/$/, '').slice(0, behind.replace(/\/$/, '').length - path.replace(/\/$/, '').length)
    : undefined;
  const backend = `${origin}${below ?? ''}`;
  if (isHttp && !isLinked && !isTemplate(text) && isBackend(backend)) {
    if (below === undefined) ledger.say(uri, 'OpenapiBackendPath', { address: text });
    return [{ key: 'backend', value: backend, from: [uri] }, ...parts];
  }
  const what = isLinked
    ? 'a VPC link'
    : /^aws(_proxy)?$/i.test(at.get('type').text ?? '')
      ? 'a service of AWS, such as a Lambda function'
      : 'an address that only the deployment knows';
  return [
    {
      key: 'backend',
      value: undefined,
      from: [uri.exists ? uri : written.get('uri')],
      said: said('BackendAsked', { service: 'this operation', what: `its integration is ${what}` }),
    },
    ...parts,
  ];
};

interface Ref {
  readonly text: string;
  readonly weight: number | undefined;
  readonly from: readonly SourceNode[];
}

/** `x-kuadrant` of an operation, of its path or of all: references to Services, as an HTTPRoute has them. */
const kuadrant = (levels: readonly SourceNode[], ledger: Ledger): Part[] | undefined => {
  const list = levels.map((l) => l.get('x-kuadrant', 'backendRefs')).find((r) => r.items.length > 0);
  if (!list) return undefined;
  const refs = list.items.map((r): Ref => {
    const [name, namespace, port] = [r.get('name'), r.get('namespace'), r.get('port')];
    for (const key of ['kind', 'group']) ledger.noEffect(r.get(key));
    return {
      text: serviceReference(name.text, port.text, namespace.text),
      weight: r.get('weight').number,
      from: [name, namespace, port, r.get('weight')].filter((n) => n.exists),
    };
  });
  const from = refs.flatMap((r) => r.from);
  if (!refs.every((r) => isBackend(r.text))) return undefined;
  return refs.length === 1
    ? [{ key: 'backend', value: refs[0]!.text, from }]
    : [{ key: 'backends', value: refs.map((r) => ({ backend: r.text, weight: r.weight ?? 1 })), from }];
};

/** `x-kong-service-defaults` with a host: the server that Kong calls. */
const kong = (root: SourceNode): Part[] | undefined => {
  const at = root.get('x-kong-service-defaults');
  const [host, port, protocol, path] = [at.get('host'), at.get('port'), at.get('protocol'), at.get('path')];
  if (host.text === undefined) return undefined;
  const service = serviceOfHost(host.text);
  const text = service
    ? serviceReference(service.service, port.text ?? 80, service.namespace)
    : `${protocol.text ?? 'http'}://${host.text}${port.text === undefined ? '' : `:${port.text}`}${(path.text ?? '').replace(/\/$/, '')}`;
  const from = [host, port, ...(service ? [] : [protocol, path])].filter((n) => n.exists);
  return isBackend(text) ? [{ key: 'backend', value: text, from }] : undefined;
};

/** The backend of an operation and its timeout. */
export const backendParts = (
  root: SourceNode,
  operation: SourceNode,
  item: SourceNode,
  path: string,
  ledger: Ledger,
): Part[] => {
  const known =
    kuadrant([operation, item, root], ledger) ??
    google(root, operation, ledger) ??
    amazon(root, operation, path, ledger) ??
    kong(root);
  if (known) return known;
  const title = root.get('info', 'title');
  return [
    {
      key: 'backend',
      value: undefined,
      from: [title],
      said: said('BackendAsked', { service: labelOf(textOf(title) ?? '', 'api'), what: NOT_STATED }),
    },
  ];
};
