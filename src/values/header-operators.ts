// What may stand in the value of a header that Envoy adds. One value that it cannot read, and it refuses the whole route
// configuration, of everybody on the listener. Plain patterns, read alike by JavaScript and RE2: guard rails hold them, too.

/** A header of the request or response, or a second one where the first is missing. */
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

/** An operator whose result is known for each request and is no secret, or a per cent sign by itself. */
export const OPERATOR = `%(?:%|(?:REQ|RESP)${NAMES}(?::[0-9]{1,4})?%|(?:${PLAIN.join('|')})%)`;

/** The whole value: one line, and each per cent sign begins an operator. */
export const HEADER_VALUE = `^(?:[^%\\x00-\\x08\\x0a-\\x1f\\x7f]|${OPERATOR})+$`;

/** The name of a header (RFC 9110, token). */
export const HEADER_NAME = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$";
