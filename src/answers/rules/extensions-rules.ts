import { type Found, found, type Rule } from './rule.ts';

/** Extensions run in the proxies; each must have an effect. */
export const extensionRules: Rule = ({ services }, view) =>
  services.flatMap((s, i): Found[] => {
    const { extensions: e } = s;
    if (!e) return [];
    const at = ['services', i, 'extensions'];
    const bodies = e.extProc?.sends?.some((part) => part.endsWith('Body')) === true;
    return [
      ...(view ? [found(at, 'ExtensionOfTeam', { service: s.name })] : []),
      ...(e.lua === undefined && e.extProc === undefined && e.wasm === undefined ? [found(at, 'ExtensionsEmpty')] : []),
      ...(s.protocol === 'websocket' && bodies
        ? [found([...at, 'extProc', 'sends'], 'ExtensionStream', { service: s.name })]
        : []),
    ];
  });
