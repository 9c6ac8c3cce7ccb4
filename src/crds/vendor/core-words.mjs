// What rules of core kinds are said with, and the forms of names (k8s.io/apimachinery pkg/util/validation).

export const oneOf = (...values) => ({ enum: values });
export const rule = (text, message, more = {}) => ({ rule: text, message, ...more });
/** A list whose items differ in one field. */
export const by = (key) => ({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': [key] });

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const NAME = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';

/** IsDNS1123Label. */
export const DNS_LABEL = { maxLength: 63, pattern: `^${LABEL}$` };
/** IsDNS1123Subdomain. */
export const DNS_SUBDOMAIN = { maxLength: 253, pattern: `^${SUBDOMAIN}$` };
/** IsValidPortName, as far as a pattern says it. */
export const PORT_NAME = { maxLength: 15, pattern: `^${LABEL}$` };
export const PORT = { minimum: 1, maximum: 65535 };
export const PROTOCOL = oneOf('TCP', 'UDP', 'SCTP');
/** IsValidLabelValue. */
export const LABEL_VALUE = { type: 'string', maxLength: 63, pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$' };
export const LABELS = { additionalProperties: LABEL_VALUE };
/** IsQualifiedName: `[dns-name/]name`. */
export const QUALIFIED = { pattern: `^(${SUBDOMAIN}/)?${NAME}$` };
/** IsPathSegmentName. */
export const PATH_SEGMENT = { pattern: '^([^/%.][^/%]*|\\.[^/%.][^/%]*|\\.\\.[^/%]+)?$' };
