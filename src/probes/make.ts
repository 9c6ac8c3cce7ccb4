import { slug } from '../intent/names.ts';
import { needsOf } from './credentials.ts';
import type { Expect, Group, HttpProbe, KubectlProbe, LookAt, ObjectRef, Request } from './probe.ts';

/** `<group>.<name>.<name>`: stable as long as the answers keep their names. */
export const probeId = (group: Group, ...names: string[]): string => [group, ...names.map(slug)].join('.');

interface Said {
  readonly group: Group;
  /** What follows the group in the id. */
  readonly names: readonly string[];
  readonly title: string;
  readonly lookAt: LookAt;
  readonly unable?: string | undefined;
}

export const common = ({ group, names, title, lookAt, unable }: Said) => ({
  id: probeId(group, ...names),
  title,
  group,
  lookAt,
  unable,
});

/** A probe that asks each path once. */
export const http = (said: Said, request: Request, expect: Expect): HttpProbe => ({
  ...common(said),
  kind: 'http',
  request,
  expect,
  needs: needsOf(request.credential),
  requests: request.paths.length,
});

/** A probe that only asks the cluster. */
export const kubectl = (said: Said, object: ObjectRef, check: KubectlProbe['check']): KubectlProbe => ({
  ...common(said),
  kind: 'kubectl',
  object,
  check,
  needs: [],
  requests: 0,
});
