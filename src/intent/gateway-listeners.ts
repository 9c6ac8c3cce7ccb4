import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ListenerIntent } from '../model/intent.ts';

/** The listeners of the Gateway: http, which redirects, and https for each host name. */
export const listenersOf = ({ hostname }: Pick<Answers, 'hostname'>, tlsSecret: string): ListenerIntent[] => [
  { name: 'http', protocol: 'HTTP', port: 80, hostname, tlsSecret: undefined, serves: 'redirect' },
  { name: 'https', protocol: 'HTTPS', port: 443, hostname, tlsSecret, serves: 'routes' },
];

/** Names of the listeners that routes of services are attached to. */
export const servingListeners = (listeners: readonly ListenerIntent[]): string[] =>
  listeners.filter((l) => l.serves === 'routes').map((l) => l.name);
