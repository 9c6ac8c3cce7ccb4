// Redirects of an Ingress: app-root, permanent and temporal redirects, with and without www, TLS that is not decrypted.

import { redirectTarget } from '../../values/redirect-target.ts';
import type { ListItem } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { hostKeys } from '../spelling/host-keys.ts';
import { type Annotations, asked, invalid, near, unused } from './ingress-annotations.ts';
import { secondsOf } from './nginx-values.ts';

const hostOf = (host: SourceNode | undefined) => hostKeys(host?.text ? [host.text] : []);

/** `/` of a host leads to another path. */
export const appRoot = (a: Annotations, hosts: readonly SourceNode[], ledger: Ledger): ListItem[] => {
  const node = a.take('app-root');
  if (!node.exists) return [];
  const to = node.text?.trim() ?? '';
  if (!to.startsWith('/') || !redirectTarget.safeParse(to).success) {
    ledger.add(node, invalid(node, 'a path'));
    return [];
  }
  return (hosts.length === 0 ? [undefined] : hosts).map((host) => ({
    list: 'redirects',
    value: { ...hostOf(host), from: 'exact:/', to, status: 302 },
    from: [node],
  }));
};

/** The host with www leads to the one without, or the reverse, unless both are served. */
export const wwwRedirects = (
  a: Annotations,
  hosts: readonly SourceNode[],
  served: ReadonlySet<string>,
  ledger: Ledger,
): ListItem[] => {
  const node = a.take('from-to-www-redirect');
  if (!node.exists) return [];
  const other = (name: string): string => (name.startsWith('www.') ? name.slice(4) : `www.${name}`);
  const redirected = hosts.filter((h) => !h.text!.includes('*') && !served.has(other(h.text!)));
  if (!a.isOn('from-to-www-redirect') || redirected.length === 0) {
    ledger.add(
      node,
      a.isOn('from-to-www-redirect')
        ? unused(node, 'Both hosts have rules, so nginx does not redirect.')
        : unused(node, 'Only true has an effect.'),
    );
    return [];
  }
  return redirected.map((host) => ({
    list: 'redirects',
    value: { hostname: other(host.text!), from: '/', to: { hostname: host.text! }, status: 308 },
    from: [node],
  }));
};

const STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What the gateway answers in place of the service of a path. */
export interface Redirecting {
  /** Undefined: the target has no answer. */
  readonly value: { readonly to: unknown; readonly status: number } | undefined;
  readonly from: readonly SourceNode[];
  readonly said: ReturnType<typeof near> | undefined;
}

/** permanent-redirect and temporal-redirect. nginx sends the URL as it is; `$request_uri` is the path of the request. */
export const redirecting = (a: Annotations, ledger: Ledger): Redirecting | undefined => {
  const [temporal, permanent] = [a.take('temporal-redirect'), a.take('permanent-redirect')];
  const codes = [a.take('temporal-redirect-code'), a.take('permanent-redirect-code')];
  const isTemporal = temporal.exists;
  const [node, code] = isTemporal ? [temporal, codes[0]!] : [permanent, codes[1]!];
  for (const n of [
    isTemporal ? permanent : temporal,
    isTemporal || !node.exists ? codes[1]! : codes[0]!,
    node.exists ? undefined : code,
  ])
    if (n?.exists) ledger.add(n, unused(n, 'It has no effect next to the other annotations.'));
  if (!node.exists) return undefined;
  const given = secondsOf(code.text ?? '');
  const status = given !== undefined && STATUSES.has(given) ? given : isTemporal ? 302 : 301;
  if (code.exists && given !== status) ledger.add(code, invalid(code, 'a status of a redirect'));
  const text = node.text?.trim() ?? '';
  const keepsPath = /^https?:\/\/[^/$]+\$request_uri$/.test(text);
  const url = /^(https?):\/\/([^/:?#$]+)(?::(\d{1,5}))?(\/[^?#$]*)?$/.exec(
    keepsPath ? text.replace('$request_uri', '') : text,
  );
  const to = url && {
    scheme: url[1],
    hostname: url[2]!.toLowerCase(),
    ...(url[3] && { port: Number(url[3]) }),
    ...(url[4] && { path: url[4].length > 1 ? url[4].replace(/\/+$/, '') : url[4] }),
  };
  const from = [node, ...(code.exists && given === status ? [code] : [])];
  if (!to || !redirectTarget.safeParse(to).success) {
    ledger.add(
      node,
      asked(
        node,
        'A redirect of the gateway has a host and a path, but no variables and no query. Add one that does the same to redirects.',
      ),
    );
    return { value: undefined, from: from.slice(1), said: undefined };
  }
  return { value: { to, status }, from, said: keepsPath ? undefined : near(node) };
};

/** Connections that nginx forwards without decryption. */
export const passthrough = (
  a: Annotations,
  host: SourceNode | undefined,
  to: { readonly service: string; readonly address: string; readonly from: readonly SourceNode[] },
): ListItem[] =>
  host?.text
    ? [
        {
          list: 'streams',
          value: {
            name: `${to.service}-tls`,
            tlsPassthrough: host.text,
            backend: to.address,
          },
          from: [a.take('ssl-passthrough'), host, ...to.from],
          said: asked(
            a.take('ssl-passthrough'),
            'The gateway does not decrypt these connections, so it cannot authenticate clients. Confirm it with publicReason of the stream.',
          ),
        },
      ]
    : [];
