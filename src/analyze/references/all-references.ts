// References between objects. The API server admits an object with a missing target; Envoy Gateway reports it only in a status,
// or not at all.

import type { ValuesArgument } from '../../diagnostics/catalogue.ts';
import { conditionsOf } from '../../effective/conditions/all-conditions.ts';
import { show } from '../../effective/objects/loose-objects.ts';
import type { Check } from '../check.ts';
import { checkJwtProviders } from './jwt-providers.ts';
import { ruleOverlaps } from './rule-overlaps.ts';
import { sectionNames } from './section-names.ts';
import { sharedPorts } from './shared-ports.ts';

/** Reports the conditions with which Envoy Gateway would refuse something, and references that it accepts without effect. */
export const references: Check = (snapshot, report) => {
  for (const o of snapshot.duplicates) report('DuplicateObject', o, 'metadata.name', { object: show(o) });
  for (const { code, object, field, values, isSecond } of conditionsOf(snapshot))
    if (!isSecond) report(code, object, field, ...([values] as unknown as ValuesArgument<typeof code>));
  ruleOverlaps(snapshot, report);
  for (const o of snapshot.objects) checkJwtProviders(report, o);
  sectionNames(snapshot, report);
  sharedPorts(snapshot, report);
};
