// Notices about a generated gateway, by topic: printed after a run, and in the runbook.
import type { Group } from '../definition.ts';
import { accessNotices } from './access-notices.ts';
import { extensionsNotices } from './extensions-notices.ts';
import { hostsNotices } from './hosts-notices.ts';
import { networkNotices } from './network-notices.ts';
import { platformNotices } from './platform-notices.ts';
import { protocolsNotices } from './protocols-notices.ts';
import { trafficNotices } from './traffic-notices.ts';

export const NOTICES = {
  ...platformNotices,
  ...accessNotices,
  ...trafficNotices,
  ...hostsNotices,
  ...extensionsNotices,
  ...networkNotices,
  ...protocolsNotices,
} as const satisfies Group;
