// Plugins with which the gateway answers itself: request-termination and redirect.

import type { ListItem, NeutralService } from '../neutral/neutral.ts';
import type { SourceNode } from '../source/source-node.ts';
import { hostKeys } from '../spelling/host-keys.ts';
import { undecide } from './kong-access.ts';
import type { KongPlugin } from './kong-config.ts';
import { type Draft, differs, shownRoute } from './kong-draft.ts';

/** 503 for everybody: the service is in maintenance. Any other status is a response of the gateway. */
export const requestTermination = (draft: Draft, { config, node }: KongPlugin): undefined => {
  const { parts, ledger } = draft;
  if (config.get('trigger').exists || config.get('echo').flag)
    return undecide(draft, node, 'request-termination with trigger or echo');
  const [status, message, body, type] = ['status_code', 'message', 'body', 'content_type'].map((k) =>
    config.get(k),
  ) as [SourceNode, SourceNode, SourceNode, SourceNode];
  const text = body.text ?? (message.text === undefined ? undefined : JSON.stringify({ message: message.text }));
  const contentType = body.text === undefined ? undefined : type.text?.toLowerCase();
  const code = status.number ?? 503;
  const from = [node.get('name'), status, message, body, type].filter((n) => n.exists);
  ledger.noEffect(config.get('echo'));
  if (code === 503) {
    const page = { ...(text && { page: text }), ...(contentType && text && { contentType }) };
    parts.set('maintenance', text ? page : true, from);
    return undefined;
  }
  if (code < 200) return undecide(draft, node, `request-termination with the status ${code}`);
  draft.answer = (path, hosts): ListItem => ({
    list: 'responses',
    value: {
      ...hostKeys(hosts),
      path,
      ...(parts.get('methods') && { methods: parts.get('methods')!.value }),
      status: code,
      ...(text && { body: text }),
      ...(text && contentType && { contentType }),
    },
    from,
    auth: draft.auth,
  });
  return undefined;
};

/** Redirects are public: they are sent before authentication. */
export const redirect = (draft: Draft, { config, node }: KongPlugin): undefined => {
  const { ledger, auth, route } = draft;
  const [status, location, keeps] = ['status_code', 'location', 'keep_incoming_path'].map((k) => config.get(k));
  const code = status!.number ?? 301;
  const url = /^(https?):\/\/([^/:?#]+)(?::(\d+))?(\/[^?#]*)?$/.exec(location!.text ?? '');
  if (!url || ![301, 302, 303, 307, 308].includes(code))
    return undecide(draft, node, `the redirect to ${location!.text ?? ''}`);
  const keep = keeps!.flag ?? false;
  const to = {
    scheme: url[1],
    hostname: url[2],
    ...(url[3] && { port: Number(url[3]) }),
    ...(!keep && url[4] && url[4] !== '/' && { path: url[4].replace(/\/$/, '') }),
  };
  if (auth.is !== 'unstated') ledger.say(node.get('name'), 'KongRedirectPublic', { route: shownRoute(route) });
  const what = keep
    ? undefined
    : differs('location', 'Kong redirects to exactly this URL, the gateway adds the rest of the path');
  draft.answer = (from, hosts): ListItem => ({
    list: 'redirects',
    value: { ...hostKeys(hosts), from, to, status: code },
    from: [location!, status!, keeps!].filter((n) => n.exists),
    ...(what && { said: what }),
  });
  return undefined;
};

/** Answers of the gateway in place of services; undefined: a path that they cannot have. */
export const answersFor = (draft: Draft, services: readonly NeutralService[]): ListItem[] | undefined => {
  const { answer } = draft;
  if (!answer) return undefined;
  return services.flatMap((s) =>
    s.paths.flatMap((path) => {
      const given = answer(
        path.value,
        // Kong compares hosts in lower case, so one may be there twice.
        [...new Set(s.hosts.map((h) => h.value))],
      );
      const item = given && { ...given, requests: { ...s, paths: [path] } };
      const from = [
        ...path.from,
        ...s.hosts.flatMap((h) => h.from),
        ...s.parts.filter((p) => p.key === 'methods').flatMap((p) => p.from),
      ];
      if (!item) return [];
      // What differs is said about the target; hosts and paths are the same.
      if (item.said) for (const n of from) draft.ledger.carried(n, item.list);
      return [item.said ? item : { ...item, from: [...item.from, ...from] }];
    }),
  );
};
