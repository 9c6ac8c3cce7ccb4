// Annotations of earlier versions of ingress-nginx, and values that change nothing.
import type { KnownAnnotation } from './known-annotations.ts';

/** Annotations that earlier versions of ingress-nginx had. */
export const REMOVED: readonly (KnownAnnotation & { readonly names: RegExp })[] = [
  {
    names: /^(?:enable-opentracing|opentracing-|jaeger-|zipkin-|datadog-|influxdb|enable-influxdb)/,
    verdict: 'dropped',
    answer: '',
    difference: 'Tracing is a setting of the whole gateway: observability.tracing.',
    access: false,
  },
  {
    names: /^(?:lua-resty-waf|secure-verify-ca-secret)/,
    verdict: 'dropped',
    answer: '',
    difference:
      'Current versions of ingress-nginx ignore it. If yours does not, it restricts access: add the answer that does the same.',
    access: true,
  },
  {
    names:
      /^(?:global-rate-limit|secure-backends|grpc-backend|session-cookie-hash|add-base-url|base-url-scheme|mirror-uri|proxy-set-headers)/,
    verdict: 'dropped',
    answer: '',
    difference:
      'Current versions of ingress-nginx ignore it. If yours does not, add the answer: rateLimit with scope global, an https backend, or protocol grpc.',
    access: false,
  },
];

/** Values that mean the default of ingress-nginx, of annotations that have no effect with them. */
export const USUAL_VALUES: Readonly<Record<string, string>> = {
  'auth-always-set-cookie': 'false',
  canary: 'false',
  'enable-access-log': 'true',
  'enable-modsecurity': 'false',
  'enable-opentelemetry': 'false',
  'enable-owasp-core-rules': 'false',
  'mirror-request-body': 'on',
  'proxy-http-version': '1.1',
  'proxy-request-buffering': 'on',
  'relative-redirects': 'false',
  'service-upstream': 'false',
  'session-cookie-change-on-failure': 'false',
  'session-cookie-conditional-samesite-none': 'false',
  'ssl-passthrough': 'false',
  'upstream-hash-by-subset': 'false',
  'use-port-in-redirects': 'false',
};
