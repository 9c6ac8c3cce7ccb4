// cors: origins are texts, or patterns of which those for subdomains have an answer.

import { METHODS } from '../../answers/schema/transform-schema.ts';
import { secondsAsDuration } from '../spelling/durations.ts';
import type { KongPlugin } from './kong-config.ts';
import { type Draft, dropped, shownRoute, textsOf, unlessUsual } from './kong-draft.ts';

/** Origins that a text allows, as answers write them; undefined: answers cannot contain it. */
const originsOf = (text: string): string[] | undefined => {
  const plain = text.replace(/^\^/, '').replace(/\$$/, '').replaceAll('\\.', '.').replaceAll('\\/', '/');
  const m =
    /^(https?\??:\/\/)?(?:(?:\.\*|\.\+|\[\^\.\]\+|\*|\([^()]*\)|\[a-z0-9-\]\+)\.)?([A-Za-z0-9.-]+)(:\d{1,5})?$/.exec(
      plain,
    );
  if (!m) return undefined;
  const host = `${plain.slice((m[1] ?? '').length).startsWith(m[2]!) ? '' : '*.'}${m[2]!.toLowerCase()}${m[3] ?? ''}`;
  if (m[1] === 'https://') return [`https://${host}`];
  return m[1] === 'http://' ? [`http://${host}`] : [`https://${host}`, `http://${host}`];
};

export const cors = (draft: Draft, { config, node }: KongPlugin): void => {
  const { parts, ledger } = draft;
  const origins = config.get('origins');
  const given = textsOf(origins);
  // Envoy would answer any subdomain with its own origin; with credentials, the answers refuse that.
  const isStrict = config.get('credentials').flag === true;
  const read = given.map((o) => ({ ...o, origins: originsOf(o.text)?.filter((u) => !isStrict || !u.includes('*')) }));
  const known = read.filter((o) => o.origins?.length);
  if (known.length === 0 || given.some((o) => o.text === '*')) {
    ledger.say(node, 'CorsOriginsAsked', {
      route: `Route ${shownRoute(draft.route)}`,
      origins: given.map((o) => o.text).join(', '),
    });
    return;
  }
  for (const o of read)
    if (!known.includes(o)) dropped(ledger, o.node, `the origin ${o.text}`, 'Browsers refuse scripts of this origin.');
  const list = [...new Set(known.flatMap((o) => o.origins ?? []))];
  parts.set(
    'cors.origins',
    list,
    known.map((o) => o.node),
  );
  const methods = textsOf(config.get('methods')).filter((m) => METHODS.some((k) => k === m.text));
  parts.set(
    'cors.methods',
    methods.length > 0 ? methods.map((m) => m.text) : [...METHODS],
    methods.map((m) => m.node),
  );
  const headers = textsOf(config.get('headers'));
  if (headers.length > 0)
    parts.set(
      'cors.headers',
      headers.map((h) => h.text),
      headers.map((h) => h.node),
    );
  else
    ledger.say(config.get('headers'), 'SettingDropped', {
      name: 'headers of cors',
      effect: 'Kong allows every header, the gateway allows the usual ones.',
    });
  const exposed = textsOf(config.get('exposed_headers'));
  if (exposed.length > 0)
    parts.set(
      'cors.exposeHeaders',
      exposed.map((h) => h.text),
      exposed.map((h) => h.node),
    );
  const age = config.get('max_age');
  if (age.number !== undefined) parts.set('cors.maxAge', secondsAsDuration(age.number), [age]);
  parts.set('cors.credentials', config.get('credentials').flag ?? false, [config.get('credentials')]);
  unlessUsual(
    ledger,
    config.get('preflight_continue'),
    [false],
    'preflight_continue',
    'The gateway answers preflight requests.',
  );
  unlessUsual(ledger, config.get('private_network'), [false], 'private_network', 'The header is not sent.');
  ledger.noEffect(config.get('allow_origin_absent'));
  ledger.carried(node.get('name'), 'cors');
};
