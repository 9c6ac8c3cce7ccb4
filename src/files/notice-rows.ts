import type { Notice } from '../diagnostics/notice.ts';

/** A command at the end of a text, which the runbook shows in a block of its own. */
const COMMAND = /^(.*:) (kubectl .+)$/s;

/** What must be done before the manifests are applied, in the words of the notices. */
const BEFORE = /\bbefore you apply\b/i;

/** Notices for the runbook: those that require something before the manifests are applied, and the others. */
export const noticeRows = (notices: readonly Notice[]) => {
  const rows = notices.map(({ code, text, fix }) => {
    const [, words, command] = (fix === '' ? null : COMMAND.exec(text)) ?? [];
    return { code, text: words ?? text, command: command ?? '', fix };
  });
  const [todo, known] = [rows.filter((r) => BEFORE.test(r.fix)), rows.filter((r) => !BEFORE.test(r.fix))];
  return { notices: rows.length > 0, todo, known, both: todo.length > 0 && known.length > 0 };
};
