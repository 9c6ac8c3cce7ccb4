/** Where the name of a service stands among the steps of a key: `services.users`, `teams.payments.services.users`; or -1. */
export const nameOfService = (steps: readonly PropertyKey[]): number => {
  const at = steps[0] === 'services' ? 1 : steps[0] === 'teams' && steps[2] === 'services' ? 3 : -1;
  return at > 0 && typeof steps[at] === 'string' ? at : -1;
};

/**
 * The path of a dotted key: `rateLimit.redis.url`, `services[].path`, `services[3].path`. A service may be named instead
 * (`services.users.path`); which one does not matter to the schema, so it stands as the first.
 */
export const keyPath = (key: string): PropertyKey[] => {
  const steps = key.split('.').flatMap((step): PropertyKey[] => {
    const m = /^([^[\]]*)\[(\d*)\]$/.exec(step);
    return m ? [m[1]!, Number(m[2] || 0)] : [step];
  });
  const name = nameOfService(steps);
  return name < 0 ? steps : [...steps.slice(0, name), 0, ...steps.slice(name + 1)];
};
