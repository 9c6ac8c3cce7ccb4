/** The index of a service's name in the steps of a key (`services.users`, `teams.payments.services.users`), or -1. */
export const nameOfService = (steps: readonly PropertyKey[]): number => {
  const at = steps[0] === 'services' ? 1 : steps[0] === 'teams' && steps[2] === 'services' ? 3 : -1;
  return at > 0 && typeof steps[at] === 'string' ? at : -1;
};

/** Lists at the top whose items have no names in keys: `streams.0.publicReason`. */
const LISTS: ReadonlySet<PropertyKey> = new Set(['redirects', 'responses', 'streams']);

/** The steps of a key with the index of such an item as a number, as paths have it. */
export const withIndex = (steps: readonly PropertyKey[]): PropertyKey[] => {
  const [list, item, ...rest] = steps;
  return list !== undefined && LISTS.has(list) && typeof item === 'string' && /^\d+$/.test(item)
    ? [list, Number(item), ...rest]
    : [...steps];
};

/**
 * The path of a dotted key: `rateLimit.redis.url`, `services[].path`, `services[3].path`. A service can also have its name
 * instead of an index (`services.users.path`); the schema is the same for all services, so the path then has index 0.
 */
export const keyPath = (key: string): PropertyKey[] => {
  const steps = key.split('.').flatMap((step): PropertyKey[] => {
    const m = /^([^[\]]*)\[(\d*)\]$/.exec(step);
    return m ? [m[1]!, Number(m[2] || 0)] : [step];
  });
  const name = nameOfService(steps);
  return name < 0 ? withIndex(steps) : [...steps.slice(0, name), 0, ...steps.slice(name + 1)];
};
