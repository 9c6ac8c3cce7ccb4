import { attachmentsOf } from '../../effective/routes/parents.ts';
import type { Check } from '../check.ts';

/** A parentRef without sectionName attaches the route to every listener, also to the one in clear text. */
export const sectionNames: Check = (snapshot, report) => {
  for (const route of snapshot.objects)
    for (const { ref, field, listeners } of attachmentsOf(snapshot, route)) {
      const clear = listeners.find((l) => l.protocol === 'HTTP');
      if (ref.sectionName !== undefined || ref.port !== undefined || !clear) continue;
      if (listeners.some((l) => l.protocol === 'HTTPS'))
        report('NoSectionName', route, field, { listener: clear.name, port: clear.port, complete: snapshot.complete });
    }
};
