// What Envoy promises a client while a listener changes: a connection that is older than the listener does not know a new method. It is
// refused once, and closed. With HTTP/2, the streams that are open at that moment are refused, and those that the client begins in their
// place before it reads the GOAWAY that comes with the first refusal: two for each parallel stream. The promise is of each connection,
// so it holds on a machine of any speed; a number of requests does not.

/** Parallel streams of each HTTP/2 connection. */
export const STREAMS = 10;
const MOST = { kept: 1, fresh: 1, h2: 2 * STREAMS };
/** Refusals further apart belong to different updates of the listener (ms): apply and prune are 4 s apart. */
const APART = 2000;
/** How long one update may take to reach every proxy, generously (ms). */
const UPDATE = 10_000;

/** The moments of one update: refusals that follow each other. */
const updatesOf = (refused) => {
  const updates = [];
  for (const c of [...refused].sort((a, b) => a.first - b.first)) {
    const current = updates.at(-1);
    if (current && c.first - current.last <= APART) {
      current.last = Math.max(current.last, c.last);
      current.newest = Math.max(current.newest, c.opened);
    } else updates.push({ first: c.first, last: c.last, newest: c.opened });
  }
  return updates;
};

/** `changes`: how many times the listener changes. `kept`: the promise holds. `detail`: the figures. */
export const refusals = (refused, changes) => {
  const most = Object.entries(MOST).map(([how, limit]) => {
    const times = refused.filter((c) => c.how === how).map((c) => c.times);
    return { how, limit, connections: times.length, most: Math.max(0, ...times) };
  });
  const updates = updatesOf(refused);
  const kept =
    most.every((m) => m.most <= m.limit) &&
    updates.length <= changes &&
    updates.every((u) => u.last - u.first <= UPDATE);
  const figures = most.map((m) => `${m.connections} ${m.how} (at most ${m.most} of ${m.limit} on one)`).join(', ');
  const times = updates.map((u) => `${u.last - u.first} ms`).join(' and ') || 'no time';
  return { kept, detail: `refused connections: ${figures}, within ${times}` };
};
