import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ListenerIntent } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';

/** The listeners of the Gateway: http, which redirects, and https for each host name. */
export const listenersOf = (
  { hostname, gateway }: Pick<Answers, 'hostname' | 'gateway'>,
  tlsSecret: string,
): ListenerIntent[] =>
  gateway?.attach ? [attachedListener(hostname, gateway.attach.listener)] : ownListeners(hostname, tlsSecret);

/** The listener of another owner's Gateway; its port, its certificate and the redirect are that owner's. */
const attachedListener = (hostname: string, name: string | undefined): ListenerIntent => ({
  name: name ?? DEFAULTS.attach.listener.value,
  protocol: 'HTTPS',
  port: 443,
  hostname,
  tlsSecret: undefined,
  serves: 'routes',
});

const ownListeners = (hostname: string, tlsSecret: string): ListenerIntent[] => [
  { name: 'http', protocol: 'HTTP', port: 80, hostname, tlsSecret: undefined, serves: 'redirect' },
  { name: 'https', protocol: 'HTTPS', port: 443, hostname, tlsSecret, serves: 'routes' },
];

/** Names of the listeners that routes of services are attached to. */
export const servingListeners = (listeners: readonly ListenerIntent[]): string[] =>
  listeners.filter((l) => l.serves === 'routes').map((l) => l.name);
