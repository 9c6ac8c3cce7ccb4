// request-transformer and response-transformer: headers. Bodies, queries and templates have no answer.
import { headerName } from '../../values/scalars.ts';
import type { KongPlugin } from './kong-config.ts';
import { type Draft, differs, dropped, isPlaceholder } from './kong-draft.ts';

const STEPS = ['remove', 'rename', 'replace', 'add', 'append', 'allow'] as const;

/** What differs where a step has no exact answer. */
const DIFFERENCES: Readonly<Record<string, string | undefined>> = {
  replace: 'The header is also set if the message has none',
  add: 'An existing value is kept, and this value is added to it',
};

export const transformer =
  (side: 'request' | 'response') =>
  (draft: Draft, { config, node, name }: KongPlugin): void => {
    const { parts, ledger } = draft;
    const removed: string[] = [];
    const removedFrom = [];
    for (const step of STEPS)
      for (const list of config.get(step).children) {
        if (list.key !== 'headers' || step === 'rename' || step === 'allow') {
          for (const n of list.text === undefined ? list.items : [list])
            dropped(ledger, n, `${step}.${list.key} of ${name}`, 'The value is not changed.');
          if (list.items.length === 0 && list.text === undefined) ledger.noEffect(list);
          continue;
        }
        for (const n of list.items) {
          const [, header = '', value = ''] = /^([^:]+):*\s*(.*?)\s*$/.exec(n.text ?? '') ?? [];
          const isName = headerName.safeParse(header).success && !header.includes('.');
          if (step === 'remove' && isName) {
            removed.push(header);
            removedFrom.push(n);
          } else if (isPlaceholder(value) || value.includes('$(') || !isName || value === '')
            dropped(
              ledger,
              n,
              `${step} of the header ${header}`,
              'The gateway sets constant headers only: this value is a template, or invalid.',
            );
          else {
            const operation = step === 'replace' ? 'set' : 'add';
            const what = DIFFERENCES[step];
            const key = `transform.${side}.${operation}.${header}`;
            if (parts.get(key))
              dropped(ledger, n, `${step} of the header ${header}`, 'Another value of this header is already set.');
            else parts.set(key, value, [n], what === undefined ? undefined : differs(step, what));
          }
        }
        if (list.items.length === 0) ledger.noEffect(list);
      }
    if (removed.length > 0) parts.set(`transform.${side}.remove`, removed, removedFrom);
    const method = config.get('http_method');
    dropped(ledger, method, 'http_method', 'The service receives the method that the client sent.');
    ledger.carried(node.get('name'), `transform.${side}`);
  };
