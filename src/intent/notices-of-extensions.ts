import type { Say } from '../diagnostics/notice.ts';
import type { ExtensionIntent, Intent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';

const MOST = 10;

const shown = ({ service, lua, extProc, wasm }: ExtensionIntent): string =>
  `${service} (${[lua && 'lua', extProc && 'extProc', wasm && 'wasm'].filter(Boolean).join(', ')})`;

/** What extensions can read, and what happens without them. */
export const extensionNotices = ({ extensions }: Pick<Intent, 'extensions'>, say: Say): void => {
  const open = extensions.filter((e) => e.extProc?.failOpen || e.wasm?.failOpen);
  if (extensions.length > 0) say('ExtensionsRead', { names: firstOf(extensions.map(shown), MOST) });
  if (open.length > 0)
    say('ExtensionsFailOpen', {
      names: firstOf(
        open.map((e) => e.service),
        MOST,
      ),
    });
};
