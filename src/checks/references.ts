// References between the objects of one folder, resolved before anything is written. The API server admits a policy that
// names nothing; Envoy Gateway then leaves the route open, or says so only in a status. Codes are the reasons of Gateway
// API conditions where one exists.
import type { KubernetesObject } from '../resources/resource.ts';
import type { Finding } from './finding.ts';

/** An object as references see it. */
interface Loose extends KubernetesObject {
  spec?: Record<string, unknown>;
}
interface Ref {
  group?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  sectionName?: string;
  matchLabels?: Record<string, string>;
}

const POLICIES = new Set([
  'SecurityPolicy',
  'BackendTrafficPolicy',
  'ClientTrafficPolicy',
  'BackendTLSPolicy',
  'EnvoyExtensionPolicy',
]);
const ROUTES = new Set(['HTTPRoute', 'GRPCRoute']);
const show = (o: Loose): string =>
  `${o.kind} ${o.metadata.namespace === undefined ? '' : `${o.metadata.namespace}/`}${o.metadata.name}`;
const list = <T>(v: unknown): T[] => (Array.isArray(v) ? (v as T[]) : []);

class World {
  readonly byName = new Map<string, Loose>();
  readonly byLabel = new Map<string, number>();
  readonly grants = new Set<string>();
  readonly findings: Finding[] = [];

  constructor(readonly objects: readonly Loose[]) {
    for (const o of objects) {
      const id = `${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`;
      if (this.byName.has(id))
        this.report(
          'DuplicateObject',
          o,
          'metadata.name',
          'An object of this kind and name is there twice; the second would overwrite the first.',
        );
      this.byName.set(id, o);
      for (const [k, v] of Object.entries(o.metadata.labels ?? {})) {
        const label = `${o.kind} ${o.metadata.namespace ?? ''} ${k}=${v}`;
        this.byLabel.set(label, (this.byLabel.get(label) ?? 0) + 1);
      }
      if (o.kind === 'ReferenceGrant')
        for (const f of list<Ref>(o.spec?.from))
          for (const t of list<Ref>(o.spec?.to))
            this.grants.add(`${f.kind} ${f.namespace} ${o.metadata.namespace} ${t.kind} ${t.name ?? '*'}`);
    }
  }

  find(kind: string, namespace: string | undefined, name: string | undefined): Loose | undefined {
    return this.byName.get(`${kind} ${namespace ?? ''}/${name}`);
  }

  report(code: string, o: Loose, field: string, message: string): void {
    this.findings.push({ code, severity: 'error', resource: show(o), field, message });
  }
}

const sections = (o: Loose): string[] =>
  list<{ name?: string }>(o.kind === 'Gateway' ? o.spec?.listeners : o.spec?.rules).map((x) => x.name ?? '');

const checkTargets = (w: World, o: Loose, taken: Map<string, Loose>): void => {
  const refs = list<Ref>(o.spec?.targetRefs);
  for (const [i, ref] of refs.entries()) {
    const field = `spec.targetRefs[${i}]`;
    const target = w.find(ref.kind ?? '', o.metadata.namespace, ref.name);
    if (!target)
      w.report(
        'TargetNotFound',
        o,
        field,
        `There is no ${ref.kind} ${ref.name} in namespace ${o.metadata.namespace}; the policy would protect nothing.`,
      );
    else if (ref.sectionName !== undefined && !sections(target).includes(ref.sectionName))
      w.report(
        'TargetNotFound',
        o,
        `${field}.sectionName`,
        `${show(target)} has no part called ${ref.sectionName}; the policy would protect nothing.`,
      );
    const id = `${o.kind} ${o.metadata.namespace} ${ref.kind} ${ref.name} ${ref.sectionName ?? ''}`;
    const first = taken.get(id);
    if (first)
      w.report(
        'Conflicted',
        o,
        field,
        `${show(first)} targets the same ${ref.kind} ${ref.name}; only the older of the two would count.`,
      );
    else taken.set(id, o);
  }
  for (const [i, s] of list<Ref>(o.spec?.targetSelectors).entries())
    for (const [k, v] of Object.entries(s.matchLabels ?? {}))
      if (!w.byLabel.has(`${s.kind} ${o.metadata.namespace ?? ''} ${k}=${v}`))
        w.report(
          'TargetNotFound',
          o,
          `spec.targetSelectors[${i}]`,
          `No ${s.kind} has the label ${k}=${v}; the policy would protect nothing.`,
        );
};

const checkBackendRef = (w: World, o: Loose, ref: Ref, field: string): void => {
  const kind = ref.kind ?? 'Service';
  const namespace = ref.namespace ?? o.metadata.namespace;
  if (kind === 'Backend' && !w.find('Backend', namespace, ref.name))
    w.report('BackendNotFound', o, field, `There is no Backend ${ref.name}; requests would be answered with 500.`);
  if (namespace === o.metadata.namespace) return;
  const from = `${o.kind} ${o.metadata.namespace} ${namespace} ${kind}`;
  if (!w.grants.has(`${from} ${ref.name}`) && !w.grants.has(`${from} *`))
    w.report(
      'RefNotPermitted',
      o,
      field,
      `${kind} ${ref.name} is in namespace ${namespace}, and no ReferenceGrant there permits it.`,
    );
};

const checkRoute = (w: World, o: Loose, matches: Map<string, Loose>): void => {
  for (const [i, ref] of list<Ref>(o.spec?.parentRefs).entries()) {
    const gateway = w.find('Gateway', ref.namespace ?? o.metadata.namespace, ref.name);
    const field = `spec.parentRefs[${i}]`;
    if (!gateway)
      w.report('NoMatchingParent', o, field, `There is no Gateway ${ref.name}; the route would be served nowhere.`);
    else if (ref.sectionName === undefined)
      w.report(
        'NoSectionName',
        o,
        field,
        'The route names no listener, so it would also be served in clear text on port 80.',
      );
    else if (!sections(gateway).includes(ref.sectionName))
      w.report('NoMatchingParent', o, `${field}.sectionName`, `${show(gateway)} has no listener ${ref.sectionName}.`);
  }
  const where = `${o.metadata.namespace} ${JSON.stringify([o.kind, o.spec?.parentRefs, o.spec?.hostnames])}`;
  for (const [i, rule] of list<Record<string, unknown>>(o.spec?.rules).entries()) {
    for (const [j, m] of list<object>(rule.matches).entries()) {
      // A cookie is matched by a filter, so it is part of what tells two rules apart.
      const id = `${where} ${JSON.stringify(m)} ${JSON.stringify(list<{ type?: string }>(rule.filters).filter((f) => f.type === 'ExtensionRef'))}`;
      const other = matches.get(id);
      if (other)
        w.report(
          'RouteRulesOverlap',
          o,
          `spec.rules[${i}].matches[${j}]`,
          `${show(other)} has the same match; the older route would get the requests.`,
        );
      matches.set(id, o);
    }
    for (const [j, ref] of list<Ref>(rule.backendRefs).entries())
      checkBackendRef(w, o, ref, `spec.rules[${i}].backendRefs[${j}]`);
    for (const [j, f] of list<{ extensionRef?: Ref }>(rule.filters).entries())
      if (f.extensionRef && !w.find(f.extensionRef.kind ?? '', o.metadata.namespace, f.extensionRef.name))
        w.report(
          'FilterNotFound',
          o,
          `spec.rules[${i}].filters[${j}]`,
          `There is no ${f.extensionRef.kind} ${f.extensionRef.name}; the rule would answer 500.`,
        );
  }
};

const checkGateway = (w: World, o: Loose): void => {
  const parameters = (o.spec?.infrastructure as { parametersRef?: Ref } | undefined)?.parametersRef;
  if (parameters && !w.find(parameters.kind ?? '', o.metadata.namespace, parameters.name))
    w.report(
      'InvalidParameters',
      o,
      'spec.infrastructure.parametersRef',
      `There is no ${parameters.kind} ${parameters.name}.`,
    );
};

const checkSecurity = (w: World, o: Loose): void => {
  const spec = o.spec as {
    jwt?: { providers?: { name: string }[] };
    authorization?: { rules?: { principal?: { jwt?: { provider?: string } } }[] };
    extAuth?: Record<string, { backendRefs?: Ref[] } | undefined>;
  };
  const providers = new Set(spec.jwt?.providers?.map((p) => p.name));
  for (const [i, rule] of (spec.authorization?.rules ?? []).entries()) {
    const provider = rule.principal?.jwt?.provider;
    if (provider !== undefined && !providers.has(provider))
      w.report(
        'UnknownProvider',
        o,
        `spec.authorization.rules[${i}].principal.jwt.provider`,
        `The policy has no jwt provider ${provider}; the rule would let nobody in.`,
      );
  }
  for (const protocol of ['grpc', 'http'])
    for (const [i, ref] of (spec.extAuth?.[protocol]?.backendRefs ?? []).entries())
      checkBackendRef(w, o, ref, `spec.extAuth.${protocol}.backendRefs[${i}]`);
};

/** Every reference of the objects that leads nowhere, in one pass over them. */
export const checkReferences = (objects: readonly KubernetesObject[]): Finding[] => {
  const w = new World(objects as readonly Loose[]);
  const taken = new Map<string, Loose>();
  const matches = new Map<string, Loose>();
  for (const o of w.objects) {
    if (POLICIES.has(o.kind)) checkTargets(w, o, taken);
    if (ROUTES.has(o.kind)) checkRoute(w, o, matches);
    if (o.kind === 'Gateway') checkGateway(w, o);
    if (o.kind === 'SecurityPolicy') checkSecurity(w, o);
  }
  return w.findings;
};
