// What an Ingress has besides rules and annotations of ingress-nginx: its class, TLS, and annotations of other programs.
import { type Ledger, said } from '../report/ledger.ts';
import { isOfTool } from '../report/object-metadata.ts';
import type { SourceNode } from '../source/source-node.ts';
import { dropped, PREFIX, shortened } from './ingress-annotations.ts';
import { type Ingress, OLD_CLASS } from './ingress-objects.ts';
import type { Obstacle } from './obstacle.ts';

/** Annotations of other ingress controllers. */
const FOREIGN =
  /^(?:alb\.ingress|traefik\.|nginx\.org\/|nginx\.com\/|appprotect\.|haproxy|ingress\.kubernetes\.io\/|ingress\.gcp|networking\.gke|cloud\.google|beta\.cloud\.google|konghq\.com|configuration\.konghq|plugins\.konghq|appgw\.ingress|ingress\.bluemix|projectcontour|getambassador|ingress\.citrix|kubernetes\.io\/ingress\.(?:global|allow|regional)|ingress\.cilium|voyager|route\.openshift|azure-load)/;

/** Names of their annotations that may decide who has access. */
const ACCESS =
  /auth|jwt|oidc|middlewares|plugins|polic|allow(?!-http)|deny|whitelist|blacklist|cidr|waf|verify-client/i;
const MOST_NAMED = 3;

/** Access rules of another controller: without them, nobody may conclude that the source has no authentication. */
export const foreignAccess = ({ annotations }: Ingress): Obstacle | undefined => {
  const from = annotations.node.children.filter((n) => FOREIGN.test(n.key) && ACCESS.test(n.key));
  const names = from.slice(0, MOST_NAMED).map((n) => n.key);
  return from.length === 0
    ? undefined
    : { what: `${names.join(', ')}, which another controller reads, may restrict access`, from };
};

/** Whether an Ingress is for another controller than ingress-nginx. */
export const isForeign = ({ className, annotations }: Ingress): boolean =>
  className?.text !== undefined &&
  !/nginx/i.test(className.text) &&
  !annotations.node.children.some((n) => n.key.startsWith(PREFIX));

const reportClass = (ingress: Ingress, ledger: Ledger): void => {
  const { node, name, className, annotations } = ingress;
  const classes = [node.get('spec', 'ingressClassName'), annotations.node.get(OLD_CLASS)].filter((n) => n.exists);
  if (!className) ledger.add(node.get('spec', 'ingressClassName'), said('IngressClassMissing', { name }), ['services']);
  for (const at of classes)
    if (isForeign(ingress)) ledger.say(at, 'IngressClassForeign', { name, class: shortened(at.text ?? '') });
    else ledger.noEffect(at);
};

const reportOther = (node: SourceNode, ledger: Ledger): void => {
  const values = { name: node.key, value: shortened(node.text ?? '') };
  if (/^(?:cert-?manager|kubernetes\.io\/tls-acme|acme\.cert-manager)/.test(node.key))
    ledger.add(
      node,
      said('CertificateAsked', {
        hosts: 'the Ingress',
        source: `issued by cert-manager (${values.name}: ${values.value})`,
      }),
      ['tls'],
    );
  else if (node.key.startsWith('external-dns.alpha'))
    ledger.add(node, dropped(node, 'external-dns reads the Service or the Gateway: set gateway.service.externalDNS.'));
  else if (FOREIGN.test(node.key)) ledger.say(node, 'IngressForeignAnnotation', { name: node.key });
  else if (isOfTool(node.key)) ledger.noEffect(node);
};

const reportTls = ({ node, name, namespace, annotations }: Ingress, ledger: Ledger): void => {
  const tls = node.get('spec', 'tls');
  // A canary has the certificate of its main Ingress.
  if (annotations.isOn('canary') && tls.items.length === 0) return;
  if (tls.items.length === 0) ledger.add(tls, said('IngressTlsDefault', { name }), ['tls']);
  for (const item of tls.items) {
    const secret = item.get('secretName').text;
    const hosts = item
      .get('hosts')
      .items.map((h) => h.text ?? '')
      .join(', ');
    const shown = namespace.text ? `${namespace.text}/${secret}` : String(secret);
    const what = secret
      ? said('CertificateAsked', { hosts: hosts || 'the hosts of the Ingress', source: `in Secret ${shown}` })
      : said('IngressTlsDefault', { name });
    ledger.add(item, what, ['tls']);
  }
};

/** Reports everything that is not a rule or an annotation of ingress-nginx. */
export const reportObject = (ingress: Ingress, ledger: Ledger): void => {
  const { node, annotations } = ingress;
  ledger.noEffect(node.get('apiVersion'), node.get('kind'), node.get('status'));
  ledger.noEffect(...node.get('metadata').children.filter((n) => n.key !== 'annotations' && n.key !== 'namespace'));
  reportClass(ingress, ledger);
  for (const other of annotations.node.children)
    if (!other.key.startsWith(PREFIX) && other.key !== OLD_CLASS) reportOther(other, ledger);
  reportTls(ingress, ledger);
};

const WITHOUT_GATEWAY =
  /^(?:Service|Deployment|StatefulSet|DaemonSet|ReplicaSet|Pod|Job|CronJob|ConfigMap|Secret|ServiceAccount|Namespace|Role|RoleBinding|ClusterRole|ClusterRoleBinding|PersistentVolumeClaim|PersistentVolume|HorizontalPodAutoscaler|PodDisruptionBudget|IngressClass|NetworkPolicy|Certificate|Issuer|ClusterIssuer|CustomResourceDefinition)$/;

/** Reports objects that configure no gateway. Of Secrets nothing is read. */
export const reportOtherObject = (object: SourceNode, ledger: Ledger): void => {
  const kind = object.get('kind').text ?? '';
  if (WITHOUT_GATEWAY.test(kind))
    ledger.say(object, 'IngressObjectNotRead', { kind, name: object.get('metadata', 'name').text ?? '' });
};
