import type { Say } from '../diagnostics/notice.ts';
import type { ExtensionIntent, Intent } from '../model/intent.ts';
import { listed } from './notice-names.ts';

const shown = ({ service, lua, extProc, wasm }: ExtensionIntent): string =>
  `${service} (${[lua && 'lua', extProc && 'extProc', wasm && 'wasm'].filter(Boolean).join(', ')})`;

/** What extensions can read, and what happens without them. */
export const extensionNotices = ({ extensions }: Pick<Intent, 'extensions'>, say: Say): void => {
  const open = extensions.filter((e) => e.extProc?.failOpen || e.wasm?.failOpen);
  if (extensions.length > 0) say('ExtensionsRead', { names: listed(extensions.map(shown)) });
  if (open.length > 0) say('ExtensionsFailOpen', { names: listed(open.map((e) => e.service)) });
};
