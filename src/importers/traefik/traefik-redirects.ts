// redirectScheme and redirectRegex.
import { hostPattern } from '../../answers/schema/hosts-schema.ts';
import type { SourceNode } from '../source/source-node.ts';
import { dropped, type TraefikDraft } from './traefik-draft.ts';

/** To https: the gateway does it for every host. */
export const redirectScheme = (draft: TraefikDraft, node: SourceNode): undefined => {
  const [scheme, port] = [node.get('scheme'), node.get('port')];
  if (scheme.text !== 'https' || (port.exists && port.text !== '443'))
    return dropped(
      draft,
      node,
      `the redirect to ${scheme.text ?? ''}`,
      'Requests reach the service instead of being redirected.',
    );
  draft.toHttps.value = true;
  draft.ledger.noEffect(node);
  return undefined;
};

const WHOLE = /^\^https?\??:\/\/([A-Za-z0-9.\\-]+)(?::\\d\+|\(:\\d\+\)\?)?\/\(\.\*\)\$?$/;
const TARGET = /^(https?):\/\/([A-Za-z0-9.-]+)(?::(\d+))?(\/.*?)?\/?\$(?:1|\{1\})$/;

/** One host to another, with its whole path. */
export const redirectRegex = (draft: TraefikDraft, node: SourceNode): undefined => {
  const [regex, replacement, permanent] = ['regex', 'replacement', 'permanent'].map((k) => node.get(k)) as [
    SourceNode,
    SourceNode,
    SourceNode,
  ];
  const host = WHOLE.exec(regex.text ?? '')?.[1]
    ?.replaceAll('\\', '')
    .toLowerCase();
  const [, scheme, name, port, path] = TARGET.exec(replacement.text ?? '') ?? [];
  if (host === undefined || name === undefined || !hostPattern.safeParse(host).success)
    return dropped(
      draft,
      node,
      `the redirect of ${regex.text ?? ''}`,
      'Requests reach the service instead of being redirected.',
    );
  draft.redirects.push({
    list: 'redirects',
    value: {
      hostname: host,
      from: '/',
      to: {
        scheme,
        hostname: name.toLowerCase(),
        ...(port && { port: Number(port) }),
        ...(path && path !== '/' && { path }),
      },
      status: permanent.flag ? 301 : 302,
    },
    from: [regex, replacement, permanent].filter((n) => n.exists),
  });
  return undefined;
};
