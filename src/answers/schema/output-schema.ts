import { ruled } from '../../values/scalars.ts';

/** The folder for the manifests, seen from the folder of the answers file. */
export const output = ruled((s) => {
  const why = 'It is a path with "/", seen from the folder of the answers file.';
  const quoted = JSON.stringify(s.length > 60 ? `${s.slice(0, 57)}...` : s);
  const refused = (what: string, fix: string) => ({ code: 'InvalidFolder', what, why, fix });
  if (s.trim() === '') return refused(`${quoted} names no folder.`, 'Write a name such as manifests.');
  if (/^~/.test(s))
    return refused(`${quoted} begins with "~", which only a shell replaces.`, 'Write the path itself: ../manifests.');
  if (s.includes('\\')) return refused(`${quoted} has a backslash.`, `Write ${s.replaceAll('\\', '/').slice(0, 60)}.`);
  if (s !== s.trim() || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(s))
    return refused(`${quoted} has a character that cannot be seen.`, 'Write a name such as manifests.');
  return s.length > 1024 ? refused('The path has more than 1024 characters.', 'Write a shorter one.') : undefined;
});
