// The middleware headers: changes of headers, CORS, and headers for browsers.

import { headerName } from '../../values/scalars.ts';
import type { SourceNode } from '../source/source-node.ts';
import { secondsAsDuration } from '../spelling/durations.ts';
import { differs, dropped, type TraefikDraft } from './traefik-draft.ts';

const STRICT = 'Strict-Transport-Security';

/** Headers that a setting adds to responses, with their values. */
const BROWSER: Readonly<Record<string, readonly [string, (node: SourceNode) => string | undefined]>> = {
  frameDeny: ['X-Frame-Options', (n) => (n.flag ? 'DENY' : undefined)],
  customFrameOptionsValue: ['X-Frame-Options', (n) => n.text],
  contentTypeNosniff: ['X-Content-Type-Options', (n) => (n.flag ? 'nosniff' : undefined)],
  browserXssFilter: ['X-XSS-Protection', (n) => (n.flag ? '1; mode=block' : undefined)],
  customBrowserXSSValue: ['X-XSS-Protection', (n) => n.text],
  contentSecurityPolicy: ['Content-Security-Policy', (n) => n.text],
  contentSecurityPolicyReportOnly: ['Content-Security-Policy-Report-Only', (n) => n.text],
  referrerPolicy: ['Referrer-Policy', (n) => n.text],
  permissionsPolicy: ['Permissions-Policy', (n) => n.text],
};

const changes = (draft: TraefikDraft, node: SourceNode, side: 'request' | 'response'): void => {
  const removed = node.children.filter((n) => n.text === '');
  for (const n of node.children) {
    const name = n.key;
    if (n.text === '') continue;
    if (!headerName.safeParse(name).success || name.includes('.'))
      dropped(draft, n, `the header ${name}`, 'The gateway does not change this header.');
    // Traefik has no operators, so a percent sign is one.
    else draft.parts.set(`transform.${side}.set.${name}`, (n.text ?? '').replaceAll('%', '%%'), [n]);
  }
  if (removed.length > 0)
    draft.parts.set(
      `transform.${side}.remove`,
      removed.map((n) => n.key),
      removed,
    );
};

const strictTransport = ({ parts, ledger }: TraefikDraft, node: SourceNode): void => {
  const [seconds, subdomains, preload] = ['stsSeconds', 'stsIncludeSubdomains', 'stsPreload'].map((k) =>
    node.get(k),
  ) as [SourceNode, SourceNode, SourceNode];
  ledger.noEffect(node.get('forceSTSHeader'));
  if (!seconds.number || parts.get(`transform.response.set.${STRICT}`)) {
    ledger.noEffect(seconds, subdomains, preload);
    return;
  }
  const value = `max-age=${seconds.number}${subdomains.flag ? '; includeSubDomains' : ''}${preload.flag ? '; preload' : ''}`;
  parts.set(`transform.response.set.${STRICT}`, value, [seconds, subdomains, preload]);
};

const cors = (draft: TraefikDraft, node: SourceNode): void => {
  const { parts, ledger, name } = draft;
  const at = (key: string): SourceNode => node.get(`accessControl${key}`);
  const [list, regex] = [at('AllowOriginList'), at('AllowOriginListRegex')];
  const given = node.children.filter((n) => n.key.startsWith('accessControl'));
  if (given.length === 0) return;
  const subdomains = regex.items.flatMap((n) => {
    const m = /^\^?(https?):\/\/(?:\.[*+]|\[[^\]]*\][*+]|\(\.[*+]\))\\?\.([A-Za-z0-9.\\-]+)\$?$/.exec(n.text ?? '');
    return m ? [{ node: n, value: `${m[1]}://*.${m[2]!.replaceAll('\\', '')}` }] : [];
  });
  const isStrict = at('AllowCredentials').flag === true;
  const origins = [
    ...list.items.map((n) => ({ node: n, value: n.text ?? '' })),
    ...(isStrict ? [] : subdomains),
  ].filter((o) => /^https?:\/\//.test(o.value));
  if (origins.length === 0) {
    const shown = [...list.items, ...regex.items].map((n) => n.text ?? '').join(', ');
    for (const n of given) ledger.say(n, 'CorsOriginsAsked', { route: `Route ${name}`, origins: shown });
    return;
  }
  const used = new Set(origins.map((o) => o.node));
  const others = [...list.items, ...regex.items].filter((n) => ![...used].some((u) => u.pointer === n.pointer));
  for (const n of others) dropped(draft, n, `the origin ${n.text ?? ''}`, 'Browsers refuse scripts of this origin.');
  parts.set('cors.origins', [...new Set(origins.map((o) => o.value))], [...used]);
  for (const [key, answer] of [
    ['AllowMethods', 'methods'],
    ['AllowHeaders', 'headers'],
    ['ExposeHeaders', 'exposeHeaders'],
  ] as const) {
    const values = at(key).items.filter((n) => n.text !== '*');
    for (const n of at(key).items)
      if (n.text === '*') dropped(draft, n, `accessControl${key}: "*"`, 'The gateway allows the usual ones.');
    if (values.length > 0)
      parts.set(
        `cors.${answer}`,
        values.map((n) => n.text),
        values,
      );
  }
  const age = at('MaxAge');
  if (age.number !== undefined) parts.set('cors.maxAge', secondsAsDuration(age.number), [age]);
  const credentials = at('AllowCredentials');
  if (credentials.exists) parts.set('cors.credentials', credentials.flag ?? false, [credentials]);
};

/** Reads the middleware headers. */
export const headers = (draft: TraefikDraft, node: SourceNode): void => {
  const { parts, ledger } = draft;
  changes(draft, node.get('customRequestHeaders'), 'request');
  changes(draft, node.get('customResponseHeaders'), 'response');
  strictTransport(draft, node);
  for (const [key, [name, read]] of Object.entries(BROWSER)) {
    const of = node.get(key);
    const value = read(of);
    if (!of.exists) continue;
    if (value === undefined || parts.get(`transform.response.set.${name}`)) ledger.noEffect(of);
    else parts.set(`transform.response.set.${name}`, value.replaceAll('%', '%%'), [of]);
  }
  cors(draft, node);
  // The gateway redirects to https, and has TLS itself.
  ledger.noEffect(
    ...[
      'sslRedirect',
      'sslTemporaryRedirect',
      'sslProxyHeaders',
      'isDevelopment',
      'addVaryHeader',
      'hostsProxyHeaders',
    ].map((k) => node.get(k)),
  );
  const allowed = node.get('allowedHosts');
  if (allowed.items.length > 0)
    ledger.add(allowed, differs('allowedHosts', 'The gateway serves the hosts of the rule only'));
};
