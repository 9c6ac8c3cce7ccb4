// Canary Ingresses, which belong to the Ingress with the same host and path.

import { headerName } from '../../values/scalars.ts';
import type { Part } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import { asked, byTable, dropped, invalid, near, shortened } from './ingress-annotations.ts';
import { backendPart, type Ports, servicePortOf } from './ingress-backends.ts';
import type { Ingress, Location } from './ingress-objects.ts';
import { secondsOf } from './nginx-values.ts';

/** The canary of a main location. */
export const canaryParts = (ingress: Ingress, location: Location, ports: Ports, ledger: Ledger): Part[] => {
  const a = ingress.annotations;
  const to = servicePortOf(location.backend, ingress, ports);
  if (!to) return [];
  const [weight, total] = [a.take('canary-weight'), a.take('canary-weight-total')];
  const [share, of] = [secondsOf(weight.text ?? '0'), Math.max(secondsOf(total.text ?? '') ?? 100, 100)];
  if (share === undefined) ledger.add(weight, invalid(weight, 'a number'));
  const exact = ((share ?? 0) * 100) / of;
  const percent = Math.min(Math.round(exact), 100);
  const weights = [weight, total].filter((n) => n.exists && share !== undefined);
  const [header, value] = [a.take('canary-by-header'), a.take('canary-by-header-value')];
  const name = header.text?.trim() ?? '';
  const pattern = a.read('canary-by-header-pattern');
  // Next to a value, nginx does not use the pattern.
  const hasValue = value.exists && value.text !== '';
  if (pattern.exists && hasValue) ledger.noEffect(a.take('canary-by-header-pattern'));
  const isHeader = header.exists && headerName.safeParse(name).success && (hasValue || !pattern.exists);
  if (header.exists && !isHeader)
    ledger.add(
      header,
      asked(header, 'The gateway cannot select the canary by this header, so its requests are distributed by weight.'),
    );
  if (value.exists && !isHeader)
    ledger.add(value, dropped(value, 'It has no effect without a header that an answer can have.'));
  return [
    { ...backendPart('canary.backend', to), from: [a.take('canary'), ...to.from] },
    {
      key: 'canary.weight',
      value: percent,
      from: weights,
      ...(exact !== percent &&
        weights[0] && {
          said: near(
            weights[0],
            `The canary gets ${percent} % of the requests instead of ${exact} %, because shares are whole percentages.`,
          ),
        }),
    },
    ...(isHeader
      ? [
          {
            key: 'canary.header',
            value: `${name}: ${value.text?.trim() || 'always'}`,
            from: value.exists ? [header, value] : [header],
            ...(!value.exists && { said: near(header) }),
          },
        ]
      : []),
  ];
};

/** Reports the annotations of a canary that no service contains: ingress-nginx uses those of the main Ingress. */
export const reportCanary = ({ annotations: a }: Ingress, ledger: Ledger): void => {
  for (const [name, node] of a.rest) {
    const isOwn = /^canary|^affinity|^session-|^load-balance|^upstream-hash/.test(name);
    ledger.add(
      node,
      isOwn
        ? byTable(name, node)
        : said('IngressWithoutEffect', {
            name,
            value: shortened(node.text ?? ''),
            reason: 'A canary has the annotations of its main Ingress.',
          }),
    );
  }
};
