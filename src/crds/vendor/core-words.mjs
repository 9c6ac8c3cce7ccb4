// What rules of core kinds are said with, and the forms of names (k8s.io/apimachinery pkg/util/validation).

export const oneOf = (...values) => ({ enum: values });
export const rule = (text, message, more = {}) => ({ rule: text, message, ...more });
/** A list whose items differ in one field. */
export const by = (key) => ({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': [key] });
/** A list without duplicates. */
export const SET = { 'x-kubernetes-list-type': 'set' };

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const DNS_1035 = '[a-z]([-a-z0-9]{0,61}[a-z0-9])?';
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
/** The name in it. */
export const QUALIFIED_NAME = { pattern: `^${NAME}$` };
/** `version`, `group/version`. */
export const GROUP_VERSION = { pattern: `^((${SUBDOMAIN})?/)?${DNS_1035}$` };
/** A kind in lower case is IsDNS1035Label. */
export const KIND = { maxLength: 63, pattern: '^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$' };
/** IsPathSegmentName. */
export const PATH_SEGMENT = { pattern: '^([^/%.][^/%]*|\\.[^/%.][^/%]*|\\.\\.[^/%]+)?$' };
/** A text that strings.TrimSpace leaves something of; JavaScript and RE2 mean other things by \s. */
export const NOT_BLANK = { pattern: '[^ \\t\\n\\v\\f\\r]' };
