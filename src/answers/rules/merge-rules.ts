// Gateways of a class that share their proxies (mergeGateways): what Envoy Gateway then ignores, or lets one Gateway break for another.

import { PRESETS } from '../../values/clouds.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { hostListeners } from '../host-certificates.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { countsLocally, SERVICE_NOT_OURS } from './attach-rules.ts';
import { type Found, found, type Rule } from './rule.ts';

/** ClientTrafficPolicy.spec.targetRefs, maxItems: it names each https listener. */
const MOST_LISTENERS = 16;

const OF_OWNER =
  'The proxies and their Service are described by the EnvoyProxy of the class, in the answers file with merge: true.';

const no = (path: readonly PropertyKey[], why: string, key = path.join('.')): Found =>
  found(path, 'NotOfMerged', { key, why });

const ofMember = (answers: Answers): Found[] => [
  ...(['service', 'ipFamily', 'daemonSet', 'hostNetwork'] as const)
    .filter((key) => answers.gateway?.[key] !== undefined)
    .map((key) => no(['gateway', key], OF_OWNER)),
  ...(['proxy', 'observability'] as const)
    .filter((key) => answers[key] !== undefined)
    .map((key) => no([key], OF_OWNER)),
  ...answers.services.flatMap((s, i) =>
    s.extensions === undefined ? [] : [no(['services', i, 'extensions'], SERVICE_NOT_OURS.extensions, 'extensions')],
  ),
  ...(countsLocally(answers)
    ? [
        no(
          ['rateLimit'],
          'A local limit is divided by the number of proxies, which the other answers file decides. Use scope: global.',
        ),
      ]
    : []),
];

/** What holds for every Gateway of such a class. */
const ofAll = (answers: Answers): Found[] => {
  const { gateway, envoyGateway, traffic, network, mesh, http3 } = answers;
  const preset = gateway?.service?.cloud && PRESETS[gateway.service.cloud].addresses.by;
  const ofGateway = gateway?.service?.addresses !== undefined && (preset === undefined || preset === 'gateway');
  return [
    ...(gateway?.class === undefined || gateway.class === DEFAULTS.gateway.class.value
      ? [found(['gateway', 'merge'], 'MergeNeedsClass')]
      : []),
    ...(envoyGateway?.proxies === 'gatewayNamespace'
      ? [
          no(
            ['envoyGateway', 'proxies'],
            'Envoy Gateway does not accept the class if proxies run in the namespaces of Gateways.',
          ),
        ]
      : []),
    ...(traffic?.clientsBehind?.type === 'proxyProtocol'
      ? [
          no(
            ['traffic', 'clientsBehind'],
            'Envoy Gateway refuses a ClientTrafficPolicy for the http listeners of several Gateways on one port, so these would not read the PROXY header.',
          ),
        ]
      : []),
    ...(ofGateway
      ? [
          no(
            ['gateway', 'service', 'addresses'],
            'Each Gateway of the class replaces the addresses of the shared Service, also by none.',
          ),
        ]
      : []),
    ...(network && network.policy !== 'none'
      ? [no(['network'], 'The shared proxies have no label of their Gateway, by which network policies select them.')]
      : []),
    ...(mesh ? [no(['mesh'], 'The identity of the shared proxies does not contain the name of the Gateway.')] : []),
    ...answers.services.flatMap((s, i) =>
      s.plainHttp === undefined
        ? []
        : [
            no(
              ['services', i, 'plainHttp'],
              'No policy for clients can apply to the http listener, so headers that name a client would be forwarded.',
              'plainHttp',
            ),
          ],
    ),
    ...(http3 ? [no(['http3'], 'It is a setting of a port, which all Gateways of the class share.')] : []),
    ...(hostListeners(answers).length > MOST_LISTENERS
      ? [no(['hostnames'], `The ClientTrafficPolicy must name each https listener, and can name ${MOST_LISTENERS}.`)]
      : []),
  ];
};

export const mergeRules: Rule = (answers) => {
  const merge = answers.gateway?.merge;
  if (merge === undefined) return [];
  return [...ofAll(answers), ...(merge === 'member' ? ofMember(answers) : [])];
};
