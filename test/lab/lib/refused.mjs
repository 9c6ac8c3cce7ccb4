// What Envoy promises a client while a listener changes: a connection that is older than the listener does not know a new method. It is
// refused and closed. Usually that is one request, with HTTP/2 one of each parallel stream; a client that is fast enough sends another one
// before the connection is closed, and while the new listener warms up, new connections still get the old one. How many that are depends on
// the speed of client and machine, so nothing is counted: each refused connection is closed, and none is refused that was opened when the
// change had arrived.

/** Parallel streams of each HTTP/2 connection. */
export const STREAMS = 10;
/** Refusals further apart belong to different updates of the listener (ms): apply and prune are at least 4 s apart. */
const APART = 2000;
/** How long one update may take to reach every proxy, generously (ms). */
const UPDATE = 10_000;

/** How long each update refused connections (ms): refusals that follow each other. */
const updatesOf = (refused) => {
  const updates = [];
  for (const c of [...refused].sort((a, b) => a.first - b.first)) {
    const current = updates.at(-1);
    if (current && c.first - current.last <= APART) current.last = Math.max(current.last, c.last);
    else updates.push({ first: c.first, last: c.last });
  }
  return updates.map((u) => u.last - u.first);
};

/** `quiet`: the times in which nothing changed, [from, to]. `kept`: the promise holds. `detail`: the figures. */
export const refusals = (refused, quiet) => {
  const kinds = ['kept', 'fresh', 'h2'].map((how) => {
    const own = refused.filter((c) => c.how === how);
    return `${own.length} ${how} (at most ${Math.max(0, ...own.map((c) => c.times))} requests on one)`;
  });
  const open = refused.filter((c) => c.closed === undefined);
  const late = refused.filter((c) => quiet.some(([from, to]) => c.opened >= from && c.first <= to));
  const updates = updatesOf(refused);
  const longest = Math.max(0, ...refused.map((c) => (c.closed ?? c.last) - c.first));
  return {
    kept: open.length === 0 && late.length === 0 && updates.every((ms) => ms <= UPDATE),
    detail: [
      `refused connections: ${kinds.join(', ')}, each closed within ${longest} ms`,
      `updates of ${updates.join(' and ') || 0} ms`,
      `${open.length} not closed, ${late.length} opened when nothing changed`,
    ].join('; '),
  };
};
