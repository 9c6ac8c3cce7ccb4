// Servers of a document as host names and base paths.
import { hostPattern } from '../../answers/schema/hosts-schema.ts';
import type { Sourced } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';

/** Hosts that serve an API below the same base path. */
interface Serving {
  readonly hosts: readonly Sourced[];
  /** `` or `/v1`. */
  readonly base: Sourced;
}

/** So many addresses may be made of the values of variables. */
const MOST = 64;
/** Names that only the author's machine or a cloud owns: no client of the gateway calls them. */
const LOCAL = /^(localhost|.*\.local(host|domain)?|\d+(\.\d+){3}|\[.*\]|[^.]*)$/i;
const OF_CLOUD =
  /\.(amazonaws\.com(\.cn)?|cloudfunctions\.net|a\.run\.app|azurewebsites\.net|gateway\.dev|execute-api\.[^.]+\.vpce)$/i;

interface Address {
  readonly host: string | undefined;
  /** A host that no client of the gateway calls. */
  readonly unusable?: string | undefined;
  readonly base: string;
  readonly from: readonly SourceNode[];
}

/** The addresses of a URL with each value of its variables. */
const expanded = (server: SourceNode, ledger: Ledger): { text: string; from: SourceNode[] }[] => {
  const url = server.get('url');
  let all = [{ text: url.text ?? '', from: [url] }];
  for (const name of new Set([...(url.text ?? '').matchAll(/\{([^{}]+)\}/g)].map((m) => m[1]!))) {
    const variable = server.get('variables', name);
    const byDefault = variable.get('default');
    const listed = variable.get('enum').items.filter((i) => i.text !== undefined);
    const values =
      listed.length > 0 && listed.length * all.length <= MOST
        ? listed
        : byDefault.text === undefined
          ? []
          : [byDefault];
    if (listed.length === 0 && byDefault.text !== undefined)
      ledger.say(byDefault, 'OpenapiVariableDefault', { name, value: byDefault.text });
    if (values.length === 0) {
      ledger.say(url, 'OpenapiServerUnread', { url: url.text ?? '' });
      return [];
    }
    const own = (v: SourceNode): SourceNode[] => (listed.length === 0 ? [] : [v]);
    all = all.flatMap(({ text, from }) =>
      values.map((v) => ({
        text: text.replaceAll(`{${name}}`, v.text!.replace(/^\/(?=.)/, text.includes(`/{${name}}`) ? '' : '/')),
        from: [...from, ...own(v)],
      })),
    );
  }
  return all;
};

/** The host name and the base path of a URL, which may be relative. */
const addressOf = (text: string, from: readonly SourceNode[], ledger: Ledger): Address | undefined => {
  const [, , authority, path = ''] = /^(?:([a-z][a-z0-9+.-]*:)?\/\/([^/?#]*))?([^?#]*)/i.exec(text.trim()) ?? [];
  const base = `/${path}`.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  const host = authority?.replace(/^.*@/, '').replace(/:\d+$/, '').toLowerCase();
  const node = from[0]!;
  if (authority !== undefined && /:\d+$/.test(authority) && !/:(443|80)$/.test(authority) && !LOCAL.test(host!))
    ledger.say(node, 'PortDiffers', { name: host!, port: /\d+$/.exec(authority)![0] });
  if (host === undefined || host === '') return { host: undefined, base, from };
  const isUsable = !LOCAL.test(host) && !OF_CLOUD.test(host) && hostPattern.safeParse(host).success;
  return { host: isUsable ? host : undefined, unusable: isUsable ? undefined : host, base, from };
};

/** OpenAPI 2.0: one host, one base path. */
const ofVersion2 = (root: SourceNode, ledger: Ledger): Serving[] => {
  const { host, basePath, schemes } = {
    host: root.get('host'),
    basePath: root.get('basePath'),
    schemes: root.get('schemes'),
  };
  const names = schemes.items.map((s) => s.text);
  for (const s of schemes.items)
    if (s.text === 'http' && !names.includes('https')) ledger.say(s, 'HttpRedirected', { what: 'the API' });
    else ledger.noEffect(s);
  const address = host.text === undefined ? undefined : addressOf(`//${host.text}`, [host], ledger);
  if (address?.unusable !== undefined) ledger.say(host, 'OpenapiServerHostAsked', { host: address.unusable });
  const base = (basePath.text ?? '').replace(/\/{2,}/g, '/').replace(/\/$/, '');
  if (basePath.exists && base === '') ledger.noEffect(basePath);
  return [
    {
      hosts: address?.host === undefined ? [] : [{ value: address.host, from: [host] }],
      base: { value: base === '' || base.startsWith('/') ? base : `/${base}`, from: base === '' ? [] : [basePath] },
    },
  ];
};

const merged = (addresses: readonly Address[], ledger: Ledger): Serving[] => {
  const named = addresses.filter((a) => a.host !== undefined);
  for (const { unusable, host, base, from } of addresses)
    if (unusable !== undefined && (named.length === 0 || !LOCAL.test(unusable)))
      for (const node of from) ledger.say(node, 'OpenapiServerHostAsked', { host: unusable });
    // Where one server has a name, relative and local ones are for development.
    else if (host === undefined && (named.length > 0 || base === '')) ledger.noEffect(...from);
  const bases = new Map<string, { hosts: Map<string, SourceNode[]>; from: SourceNode[] }>();
  for (const { host, base, from } of named.length > 0 ? named : addresses) {
    const known = bases.get(base) ?? { hosts: new Map<string, SourceNode[]>(), from: [] };
    if (host !== undefined) known.hosts.set(host, [...(known.hosts.get(host) ?? []), ...from]);
    else if (base !== '') known.from.push(...from);
    bases.set(base, known);
  }
  return [...bases].map(([base, { hosts, from }]) => ({
    hosts: [...hosts].map(([value, of]) => ({ value, from: of })),
    base: { value: base, from },
  }));
};

/** The servers of each object that may have them, read once. */
export class Servers {
  readonly #known = new Map<string, readonly Serving[]>();
  readonly #root: readonly Serving[];

  constructor(
    root: SourceNode,
    readonly ledger: Ledger,
  ) {
    this.#root = root.get('swagger').exists
      ? ofVersion2(root, ledger)
      : (this.#read(root) ?? [{ hosts: [], base: { value: '', from: [] } }]);
  }

  #read(at: SourceNode): readonly Serving[] | undefined {
    const list = at.get('servers');
    if (list.items.length === 0) return undefined;
    const { id } = at;
    const known = this.#known.get(id);
    if (known) return known;
    const addresses = list.items.flatMap((server) => {
      // Values that no address contains: of variables that the URL does not have, or with too many values.
      for (const v of server.get('variables').children) this.ledger.noEffect(v);
      for (const child of server.children) if (/^(description|name|x-.*)$/.test(child.key)) this.ledger.noEffect(child);
      const url = server.get('url').text ?? '';
      const hasTwin = list.items.some((s) => s.get('url').text === url.replace(/^http:/i, 'https:'));
      const isLocal = LOCAL.test(/^\w+:\/\/([^/:]*)/.exec(url)?.[1] ?? '');
      if (/^http:/i.test(url) && !hasTwin && !isLocal)
        this.ledger.say(server.get('url'), 'HttpRedirected', { what: url });
      return expanded(server, this.ledger).flatMap(({ text, from }) => addressOf(text, from, this.ledger) ?? []);
    });
    const all = merged(addresses, this.ledger);
    const read = all.length > 0 ? all : [{ hosts: [], base: { value: '', from: [] } }];
    this.#known.set(id, read);
    return read;
  }

  /** The servers of an operation. */
  of(operation: SourceNode, item: SourceNode): readonly Serving[] {
    return this.#read(operation) ?? this.#read(item) ?? this.#root;
  }
}
