/**
 * The path of a dotted key: `rateLimit.redis.url`, `services[].path`, `services[3].path`. A service may be named instead
 * (`services.users.path`); which one does not matter to the schema, so it stands as the first.
 */
export const keyPath = (key: string): PropertyKey[] => {
  const steps = key.split('.').flatMap((step): PropertyKey[] => {
    const m = /^([^[\]]*)\[(\d*)\]$/.exec(step);
    return m ? [m[1]!, Number(m[2] || 0)] : [step];
  });
  return steps[0] === 'services' && typeof steps[1] === 'string' ? ['services', 0, ...steps.slice(2)] : steps;
};
