// What a test measures instead of time on a clock, which grows with whatever else the machine does.

/** CPU seconds that `run` takes in this process. */
export const cpuSeconds = (run: () => unknown): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** How many properties of `values`, at any depth, `run` reads. The values are given to it as proxies that count. */
export const readsOf = <T extends object>(values: T, run: (counted: T) => unknown): number => {
  let reads = 0;
  const proxies = new WeakMap<object, object>();
  const counting: ProxyHandler<object> = {
    get: (target, key) => {
      reads++;
      return counted(Reflect.get(target, key));
    },
  };
  const counted = <V>(value: V): V => {
    if (typeof value !== 'object' || value === null) return value;
    const known = proxies.get(value) ?? new Proxy(value, counting);
    proxies.set(value, known);
    return known as V;
  };
  run(counted(values));
  return reads;
};
