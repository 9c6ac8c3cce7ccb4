import { type Found, found, type Rule } from './rule.ts';

/** Names are unique, and no service takes a name that is made for another object. */
export const nameRules: Rule = ({ services, gateway, auth }) => {
  const out: Found[] = [];
  const seen = new Map<string, number>();
  const g = gateway?.name ?? 'eg';
  for (const [i, s] of services.entries()) {
    const before = seen.get(s.name);
    if (before !== undefined)
      out.push(
        found(
          ['services', i, 'name'],
          'DuplicateService',
          `The service ${s.name} is there twice.`,
          'The objects of the one would overwrite those of the other.',
          `Give one of them another name, such as ${s.name}-v2.`,
        ),
      );
    else seen.set(s.name, i);
    if (s.name.startsWith('guard-') || [`${g}-catch-all`, `${g}-http-redirect`, `${g}-not-found`].includes(s.name))
      out.push(
        found(
          ['services', i, 'name'],
          'ReservedName',
          `${s.name} is a name of the gateway's own routes.`,
          'Two objects of one name overwrite each other.',
          'Choose another name.',
        ),
      );
  }
  // The routes of a service are named after it: users-public, users-partners, users-2.
  const suffixes = ['public', ...Object.keys(auth?.methods ?? {})];
  for (const [name, i] of seen)
    for (const suffix of suffixes) {
      const owner = name.endsWith(`-${suffix}`) ? name.slice(0, -suffix.length - 1) : undefined;
      const other = owner === undefined ? undefined : seen.get(owner);
      if (other === undefined) continue;
      const s = services[other]!;
      const clashes =
        suffix === 'public' ? (s.public?.length ?? 0) > 0 : (s.auth ?? auth?.default ?? []).includes(suffix);
      if (clashes)
        out.push(
          found(
            ['services', i, 'name'],
            'NameClash',
            `${name} is also the name of a route of the service ${owner}.`,
            'Two routes of one name overwrite each other.',
            'Choose another name.',
          ),
        );
    }
  for (const name of Object.keys(auth?.methods ?? {}))
    if (name === 'none')
      out.push(
        found(
          ['auth', 'methods', name],
          'ReservedName',
          'A method cannot be called none.',
          '`auth: none` means public.',
          'Choose another name.',
        ),
      );
  return out;
};
