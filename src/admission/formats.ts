// The string formats that the API server enforces in a CRD schema (k8s.io/kube-openapi/pkg/validation/strfmt), and the
// named formats of Kubernetes CEL.
import { parseDuration, parseIPv4, parseIPv6, parseRequestURI } from '../values/go-net.ts';

type Format = (s: string) => boolean;

const HOSTNAME =
  /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$/u;

const dateTime: Format = (s) =>
  s === '' ||
  (/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d([.,]\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(s) &&
    !Number.isNaN(Date.parse(s.replace(',', '.').toUpperCase())));

const cidr: Format = (s) => {
  const at = s.indexOf('/');
  const bits = s.slice(at + 1);
  if (at < 0 || !/^\d{1,3}$/.test(bits)) return false;
  const address = s.slice(0, at);
  return parseIPv4(address) ? Number(bits) <= 32 : parseIPv6(address) !== undefined && Number(bits) <= 128;
};

/** Formats of CRD schemas; an unknown format is not enforced. */
export const FORMATS: Readonly<Record<string, Format>> = {
  'date-time': dateTime,
  datetime: dateTime,
  byte: (s) =>
    s !== '' && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(s.replace(/[\r\n]/g, '')),
  ipv4: (s) => parseIPv4(s.replace(/\b0+(?=\d)/g, '')) !== undefined,
  ipv6: (s) => s.includes(':') && parseIPv6(s) !== undefined,
  cidr,
  uri: (s) => parseRequestURI(s) !== undefined,
  duration: (s) => parseDuration(s) !== undefined,
  hostname: (s) => s.length <= 255 && HOSTNAME.test(s),
  uuid: (s) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(s),
};

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Formats of CEL's `format` library. */
export const CEL_FORMATS: Readonly<Record<string, Format>> = {
  dns1123Label: (s) => s.length <= 63 && LABEL.test(s),
  dns1123Subdomain: (s) => s.length <= 253 && SUBDOMAIN.test(s),
  dns1035Label: (s) => s.length <= 63 && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(s),
  labelValue: (s) => s.length <= 63 && /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(s),
  uri: (s) => parseRequestURI(s) !== undefined,
};
