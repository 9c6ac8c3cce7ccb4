// The allowed values of headers that Envoy adds. With a single value that it cannot parse, Envoy refuses the whole route
// configuration of the listener. JavaScript and RE2 must read the patterns alike, because admission policies contain them too.

/** A header of the request or response, or a second one if the first is missing. */
const NAMES = '\\(:?[A-Za-z0-9_-]+(?:\\?:?[A-Za-z0-9_-]+)?\\)';
const PLAIN = [
  'START_TIME',
  'PROTOCOL',
  'REQUESTED_SERVER_NAME',
  'DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT',
  'DOWNSTREAM_LOCAL_ADDRESS',
  'TRACE_ID',
  'STREAM_ID',
  'UPSTREAM_HOST',
  'UPSTREAM_CLUSTER',
  'ROUTE_NAME',
  'HOSTNAME',
  'RESPONSE_FLAGS',
  'RESPONSE_CODE_DETAILS',
  'DURATION',
];

/** An operator that has a value in every request and is not a secret, or an escaped percent sign. */
export const OPERATOR = `%(?:%|(?:REQ|RESP)${NAMES}(?::[0-9]{1,4})?%|(?:${PLAIN.join('|')})%)`;

/** The whole value: one line, in which each percent sign begins an operator. */
export const HEADER_VALUE = `^(?:[^%\\x00-\\x08\\x0a-\\x1f\\x7f]|${OPERATOR})+$`;

/** The name of a header (RFC 9110, token). */
export const HEADER_NAME = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$";
