// Sections that the runbooks of a gateway and of a team have in common.
import noticesSpec from '../../templates/notices.md.hbs';
import servicesSpec from '../../templates/services.md.hbs';
import type { Intent } from '../model/intent.ts';
import type { ManifestFile } from './manifest-layout.ts';
import { methodRows } from './method-rows.ts';
import { noticeRows } from './notice-rows.ts';
import { withOverview } from './overview.ts';
import { inMaintenance, ownAnswerRows } from './own-answer-rows.ts';
import { pictureOf } from './picture/picture.ts';
import type { ServiceFacts } from './service-facts.ts';
import { serviceTable } from './service-rows.ts';
import { fill } from './template.ts';

/** The table of services, and how their clients authenticate. */
export const servicesSection = (
  intent: Intent,
  facts: readonly ServiceFacts[],
  files: readonly ManifestFile[],
): string => {
  const own = ownAnswerRows(intent);
  return fill(servicesSpec, 'markdown', {
    served: facts.length > 0,
    table: serviceTable(facts, files),
    methods: methodRows(intent),
    own: own.rows.length > 0 ? own : null,
    maintenance: inMaintenance(intent),
  });
};

/** What the reader must do or know; empty if there is nothing. */
export const noticesSection = ({ notices }: Intent): string => fill(noticesSpec, 'markdown', noticeRows(notices));

/** A runbook of its sections: with links to them and the picture in front. */
export const assembled = (intent: Intent, facts: readonly ServiceFacts[], sections: readonly string[]): string => {
  const text = sections.map((s) => s.trim()).filter((s) => s !== '');
  return withOverview(`${text.join('\n\n')}\n`, pictureOf(intent, facts));
};
