// An EnvoyExtensionPolicy as `extensions` of a service.

import { entries, type Fields, fields, isSet, text, texts } from '../../../effective/objects/loose-objects.ts';
import { type EffectivePolicy, inNamespaceOf } from '../../../effective/requests/effective-policy.ts';
import { DEFAULTS } from '../../../values/defaults.ts';
import type { Part } from '../../neutral/neutral.ts';
import { serviceReference } from '../../spelling/service-reference.ts';
import type { SourceView } from '../source-views.ts';
import { PolicyRoom } from './policy-room.ts';
import { onlyKnown, Unsaid } from './unsaid.ts';

const D = DEFAULTS.extensions;

const luaOf = (given: Fields): unknown => {
  onlyKnown(given, 'lua[0]', 'type', 'inline', 'valueRef');
  return text(given.inline) ?? { configMap: text(fields(given.valueRef).name) };
};

/** What the server receives, as answers name it. */
const sendsOf = (mode: Fields): string[] =>
  (['request', 'response'] as const).flatMap((of) => {
    const given = mode[of];
    if (!isSet(given)) return [];
    onlyKnown(fields(given), `extProc[0].processingMode.${of}`, 'body');
    const { body } = fields(given);
    if (body !== undefined && body !== 'Streamed') throw new Unsaid('bodies that are buffered', 'extProc[0]');
    return [body === undefined ? of : `${of}Body`];
  });

const extProcOf = (given: Fields, room: PolicyRoom): unknown => {
  onlyKnown(given, 'extProc[0]', 'backendRefs', 'failOpen', 'messageTimeout', 'processingMode', 'metadata');
  onlyKnown(fields(given.metadata), 'extProc[0].metadata', 'writableNamespaces');
  const [ref, ...more] = entries(given.backendRefs);
  const of = inNamespaceOf(room.policy.policy, ref);
  if (more.length > 0 || (of.kind ?? 'Service') !== 'Service')
    throw new Unsaid('several servers, or one that is no Service', 'extProc[0].backendRefs');
  const sends = sendsOf(fields(given.processingMode));
  const namespaces = texts(fields(given.metadata).writableNamespaces);
  const timeout = text(given.messageTimeout);
  return {
    backend: serviceReference(of.name, of.port, of.namespace, room.namespace),
    ...(JSON.stringify(sends) !== JSON.stringify(D.sends.value) && sends.length > 0 && { sends }),
    ...(namespaces.length > 0 && { metadata: namespaces }),
    ...(given.failOpen === true && { failOpen: true }),
    ...(timeout !== undefined && timeout !== D.timeout.value && { timeout }),
  };
};

const wasmOf = (given: Fields): unknown => {
  onlyKnown(given, 'wasm[0]', 'name', 'rootID', 'code', 'config', 'failOpen');
  const { image, http } = fields(given.code);
  const url = text(fields(image).url);
  const isPinned = url !== undefined && /@sha256:[0-9a-f]{64}$/.test(url);
  if (isSet(image) && !isPinned) throw new Unsaid('a module without a digest', 'wasm[0].code.image');
  const file = fields(http);
  if (!isSet(image) && text(file.sha256) === undefined) throw new Unsaid('a module without sha256', 'wasm[0].code');
  return {
    ...(isSet(image) ? { image: url } : { url: file.url, sha256: file.sha256 }),
    ...(isSet(given.rootID) && { rootID: given.rootID }),
    ...(isSet(given.config) && { config: given.config }),
    ...(given.failOpen === true && { failOpen: true }),
  };
};

/** The extensions of a service. An extension may refuse requests: throws `Unsaid` for one that answers cannot contain. */
export const extensionsOfPolicy = (view: SourceView, policy: EffectivePolicy): Part[] => {
  const room = new PolicyRoom(view, policy);
  const { lua, extProc, wasm, dynamicModule } = room.spec;
  if (isSet(dynamicModule)) throw new Unsaid('a dynamic module', 'dynamicModule');
  const readers = [
    ['lua', entries(lua), luaOf],
    ['extProc', entries(extProc), (given: Fields) => extProcOf(given, room)],
    ['wasm', entries(wasm), wasmOf],
  ] as const;
  return readers.flatMap(([key, list, read]): Part[] => {
    const [first, ...more] = list;
    if (more.length > 0) throw new Unsaid(`several extensions of kind ${key}`, key);
    return first ? [{ key: `extensions.${key}`, value: read(first), from: room.from(key) }] : [];
  });
};
