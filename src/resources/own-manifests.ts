import type { Intent } from '../model/intent.ts';
import { labels, note, resource } from '../objects/make.ts';
import type { OwnObject } from '../objects/own-object.ts';
import type { Resource } from '../objects/resource.ts';

/** Objects of the user's own files, as they are written, with the labels by which all objects are listed. */
export const ownManifests = (intent: Intent, own: readonly OwnObject[]): Resource[] =>
  own.map(({ file, object }) =>
    resource(
      'own',
      'own',
      {
        ...object,
        metadata: { ...object.metadata, labels: { ...labels(intent), ...object.metadata.labels } },
      },
      [note('why', `From ${file}.`)],
    ),
  );
