// Headers with a special meaning in every generated gateway, by class.

import { headersSetBy, kindOf, OWN_HEADERS } from '../../auth/kinds.ts';
import type { HeaderClass } from '../../diagnostics/answers/header-words.ts';
import type { Answers } from '../schema/answers-schema.ts';

export type { HeaderClass };

const CONNECTION =
  /^(?::.*|connection|keep-alive|proxy-connection|proxy-authenticate|te|trailers?|transfer-encoding|upgrade|http2-settings|content-length|expect|host)$/;
const FORWARDING =
  /^(?:x-forwarded(?:-.*)?|forwarded|via|x-real-ip|x-client-ip|x-remote-(?:ip|addr)|x-cluster-client-ip|true-client-ip|cf-connecting-ip|fastly-client-ip|x-original-.*|x-rewrite-url|x-http-method(?:-override)?|x-method-override)$/;
const ENVOY = /^x-envoy-/;
const TRACE = /^(?:x-request-id|traceparent|tracestate|b3|x-b3-.*|x-ot-span-context|x-cloud-trace-context|grpc-.*)$/;
/** Set by the gateway after authentication, in every setup. */
const GATEWAY = new Set(OWN_HEADERS);

const ALWAYS_CREDENTIAL = /^(?:authorization|proxy-authorization|cookie)$/;

/** The class of a header for Envoy, independent of the answers; `name` in lower case. */
const fixedClass = (name: string): HeaderClass | undefined =>
  CONNECTION.test(name)
    ? 'connection'
    : FORWARDING.test(name)
      ? 'forwarding'
      : ENVOY.test(name)
        ? 'envoy'
        : TRACE.test(name)
          ? 'trace'
          : GATEWAY.has(name)
            ? 'gateway'
            : undefined;

/** The headers that authentication reads and writes in one setup. Names are in lower case. */
export interface Headers {
  /** The method that reads a header, by the header. */
  readonly readBy: ReadonlyMap<string, string>;
  /**
   * The method that writes a header, by the header. These headers are removed from every request before any filter reads them. It
   * does not contain headers that no method may write, which are refused in the answers.
   */
  readonly writtenBy: ReadonlyMap<string, string>;
  readonly classOf: (name: string) => HeaderClass | undefined;
}

/** The headers that the methods of answers read and write. */
export const headersOf = ({ auth }: Pick<Answers, 'auth'>): Headers => {
  const readBy = new Map<string, string>();
  const writtenBy = new Map<string, string>();
  for (const [name, m] of Object.entries(auth?.methods ?? {}))
    for (const header of kindOf(m).credentialHeaders(m)) readBy.set(header, name);
  const isCredential = (name: string): boolean => ALWAYS_CREDENTIAL.test(name) || readBy.has(name);
  for (const [name, m] of Object.entries(auth?.methods ?? {}))
    for (const h of headersSetBy(m).map((w) => w.toLowerCase()))
      if (fixedClass(h) === undefined && !isCredential(h)) writtenBy.set(h, name);
  return {
    readBy,
    writtenBy,
    classOf: (name) =>
      isCredential(name) ? 'credential' : (fixedClass(name) ?? (writtenBy.has(name) ? 'identity' : undefined)),
  };
};
