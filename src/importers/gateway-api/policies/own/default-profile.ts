// Generated routes whose traffic policy is that of services without settings of their own: its values are those of the whole API.
import { ROUTE_LABELS } from '../../../../model/route-labels.ts';
import type { NeutralService } from '../../../neutral/neutral.ts';
import { SourceNode } from '../../../source/source-node.ts';
import { isManaged } from './own-routes.ts';

const OF_ALL = /^default-/;

/** Whether a service of our own output has the traffic policy of services without settings of their own. */
export const hasDefaultProfile = ({ origin }: NeutralService): boolean => {
  const at = origin.path.slice(0, Math.max(0, origin.path.indexOf('spec')));
  const labels = new SourceNode(origin.document).get(...at, 'metadata', 'labels');
  return isManaged(labels) && OF_ALL.test(labels.get(ROUTE_LABELS.traffic).text ?? '');
};
