// What Envoy promises a client while a listener changes: a connection that is older than the listener does not know a new method. It is
// refused and closed. Usually that is one request, with HTTP/2 one of each parallel stream; a client that is fast enough sends another one
// before the connection is closed (observed: 2 in HTTP/1.1, 20 in HTTP/2 with ten streams, within 45 ms). How many depends on the speed of
// client and machine, so what is asserted is that each refused connection ends soon, and how long an update of the listener takes.

/** Parallel streams of each HTTP/2 connection. */
export const STREAMS = 10;
/** How long a refused connection may still answer (ms). A connection that is kept would answer until the end of the test. */
const CLOSED = 2000;
/** Refusals further apart belong to different updates of the listener (ms): apply and prune are 4 s apart. */
const APART = 2000;
/** How long one update may take to reach every proxy, generously (ms). */
const UPDATE = 10_000;

/** The moments of one update: refusals that follow each other. */
const updatesOf = (refused) => {
  const updates = [];
  for (const c of [...refused].sort((a, b) => a.first - b.first)) {
    const current = updates.at(-1);
    if (current && c.first - current.last <= APART) current.last = Math.max(current.last, c.last);
    else updates.push({ first: c.first, last: c.last });
  }
  return updates;
};

/** `changes`: how many times the listener changes. `kept`: the promise holds. `detail`: the figures. */
export const refusals = (refused, changes) => {
  const kinds = ['kept', 'fresh', 'h2'].map((how) => {
    const own = refused.filter((c) => c.how === how);
    return `${own.length} ${how} (at most ${Math.max(0, ...own.map((c) => c.times))} requests on one)`;
  });
  const longest = Math.max(0, ...refused.map((c) => c.until - c.first));
  const updates = updatesOf(refused);
  const kept = longest <= CLOSED && updates.length <= changes && updates.every((u) => u.last - u.first <= UPDATE);
  const times = updates.map((u) => `${u.last - u.first} ms`).join(' and ') || 'no time';
  return {
    kept,
    detail: `refused connections: ${kinds.join(', ')}, each closed within ${longest} ms, all within ${times}`,
  };
};
