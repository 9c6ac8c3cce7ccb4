// Plugins with an answer of their own: sizes, canaries, correlation IDs, logs, metrics and traces.

import { backendFor } from './kong-address.ts';
import type { KongPlugin } from './kong-config.ts';
import { type Draft, differs, dropped, unlessUsual } from './kong-draft.ts';

const UNITS: Readonly<Record<string, string>> = { bytes: '', kilobytes: 'Ki', megabytes: 'Mi' };
/** Default of allowed_payload_size, in megabytes. */
const USUAL_SIZE = 128;

export const requestSize = ({ parts, ledger }: Draft, { config, node }: KongPlugin): undefined => {
  const [size, unit] = [config.get('allowed_payload_size'), config.get('size_unit')];
  const known = UNITS[unit.text ?? 'megabytes'];
  if (known === undefined)
    return dropped(ledger, node, 'request-size-limiting', 'Bodies of any size reach the service.');
  const written = `${size.number ?? USUAL_SIZE}${known}`;
  parts.set('maxRequestBody', written, [node.get('name'), size, unit]);
  unlessUsual(
    ledger,
    config.get('require_content_length'),
    [false],
    'require_content_length',
    'Requests without Content-Length are accepted.',
  );
};

export const canary = (draft: Draft, { config, node }: KongPlugin): undefined => {
  const { parts, ledger } = draft;
  const [percentage, host, port] = ['percentage', 'upstream_host', 'upstream_port'].map((k) => config.get(k));
  const found = host!.text === undefined ? undefined : backendFor('http', host!.text, port!.number ?? 80);
  if (!found || percentage!.number === undefined)
    return dropped(ledger, node, 'the canary', 'All requests go to the service.');
  parts.set('canary.backend', found.value, [host!, port!], found.said);
  const isWhole = Number.isInteger(percentage!.number);
  parts.set(
    'canary.weight',
    Math.round(percentage!.number),
    [percentage!],
    isWhole ? undefined : differs('percentage', 'The share is rounded to a whole percentage'),
  );
  ledger.carried(node.get('name'), 'canary');
  unlessUsual(ledger, config.get('hash'), ['none'], 'hash', 'The same client may reach both versions.');
  unlessUsual(ledger, config.get('upstream_uri'), [], 'upstream_uri', 'Both versions receive the same path.');
  unlessUsual(
    ledger,
    config.get('upstream_fallback'),
    [false],
    'upstream_fallback',
    'Requests do not return to the service while the canary fails.',
  );
  for (const key of ['start', 'duration', 'steps', 'groups', 'canary_by_header_name'])
    dropped(ledger, config.get(key), key, 'The share of the canary does not change by itself.');
  return undefined;
};

export const correlationId = ({ parts, ledger }: Draft, { config, node }: KongPlugin): void => {
  const header = config.get('header_name');
  const name = header.text ?? 'Kong-Request-ID';
  const own = '%REQ(X-REQUEST-ID)%';
  if (!/^x-request-id$/i.test(name) && !name.includes('.'))
    parts.set(
      `transform.request.set.${name}`,
      own,
      [header],
      differs('header_name', 'The header contains the request ID of Envoy, not that of Kong'),
    );
  else ledger.noEffect(header);
  const echo = config.get('echo_downstream');
  if (echo.flag && !name.includes('.')) parts.set(`transform.response.set.${name}`, own, [echo]);
  else ledger.noEffect(echo);
  unlessUsual(ledger, config.get('generator'), ['uuid'], 'generator', 'The ID is a UUID.');
  ledger.carried(node.get('name'), 'transform');
};

export const opentelemetry = (draft: Draft, { config, node }: KongPlugin): undefined => {
  const { root, ledger } = draft;
  const endpoint =
    ['traces_endpoint', 'endpoint'].map((k) => config.get(k)).find((n) => n.exists) ?? config.get('endpoint');
  const m = /^https?:\/\/([^/:]+)(?::(\d+))?/.exec(endpoint.text ?? '');
  // OTLP over HTTP has port 4318, over gRPC 4317.
  const found = m && backendFor('http', m[1]!, m[2] === undefined || m[2] === '4318' ? 4317 : Number(m[2]));
  if (!found || /:\/\//.test(found.value))
    return dropped(ledger, node, 'opentelemetry', 'The gateway sends no traces.');
  const what = differs('opentelemetry', `The gateway sends traces to ${found.value} with OTLP over gRPC`);
  const rate = config.get('sampling_rate');
  const isSame =
    root.join('observability.tracing.collector', found.value, [endpoint], what) &&
    (rate.number === undefined || root.join('observability.tracing.sampling', rate.number * 100, [rate]));
  if (!isSame)
    return dropped(
      ledger,
      node,
      'opentelemetry',
      'The gateway has one collector for all services, that of the first plugin.',
    );
  ledger.carried(node.get('name'), 'observability.tracing');
  return undefined;
};

/** The proxies write an access log and export metrics anyway. */
export const telemetry =
  (what: string) =>
  ({ ledger }: Draft, { node, name }: KongPlugin): void =>
    ledger.say(node, 'KongTelemetry', { plugin: name, what });
