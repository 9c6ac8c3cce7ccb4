import type { RefusalCode } from '../../diagnostics/catalogue.ts';
import { ownServices } from '../own-services.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { type AuthRef, isOptional, isUndecided, methodNames, requiresAll, UNDECIDED } from '../schema/auth-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** The names of the methods in answers. */
const methodsIn = ({ auth }: Answers): string[] =>
  Object.keys(auth?.methods ?? {}).filter((name) => name !== 'none' && name !== UNDECIDED);

const mixed = (auth: AuthRef | undefined, at: readonly PropertyKey[]): Found[] => {
  if (auth === undefined || isUndecided(auth) || !methodNames(auth).includes(UNDECIDED)) return [];
  const among = requiresAll(auth) ? 'all' : isOptional(auth) ? 'optional' : 'list';
  return [found(among === 'list' ? at : [...at, among], 'UndecidedInList', { among })];
};

/** `auth: undecided` is refused where it is written: nobody decided how clients authenticate. */
export const undecidedRules: Rule = (answers, view) => {
  const { services, responses, auth } = answers;
  const methods = methodsIn(answers);
  const root: Found[] = view
    ? []
    : [
        ...mixed(auth?.default, ['auth', 'default']),
        ...(isUndecided(auth?.default)
          ? [
              found(['auth', 'default'], 'AuthIsUndecided', {
                of: 'default',
                name: '',
                key: 'auth.default',
                methods,
              }),
            ]
          : []),
      ];
  return [
    ...root,
    ...services.flatMap((s, i): Found[] => {
      const at = ['services', i, 'auth'];
      const key = `${view ? `teams.${view.name}.` : ''}services.${s.name}.auth`;
      return isUndecided(s.auth)
        ? [found(at, 'AuthIsUndecided', { of: 'service', name: s.name, key, methods })]
        : mixed(s.auth, at);
    }),
    ...(view ? [] : (responses ?? [])).flatMap((r, i): Found[] => {
      const at = ['responses', i, 'auth'];
      return isUndecided(r.auth)
        ? [found(at, 'AuthIsUndecided', { of: 'response', name: r.path, key: `responses.${i}.auth`, methods })]
        : mixed(r.auth, at);
    }),
  ];
};

/** Refusals about which methods exist or are used: the decision may add or use any. */
const OF_METHODS: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'UnusedMethod',
  'ApiKeyMethodMissing',
  'ClaimNotForwarded',
  'TierNeverMatches',
  'PublicDefaultUnexplained',
]);
/** Refusals of a service's answers that depend on its methods. */
const OF_SERVICE: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'AllowNeedsKey',
  'AllowNeedsToken',
  'AllowOfAnonymous',
  'MethodUnrestricted',
  'UnknownClient',
  'PublicReasonUnused',
]);
/** Refusals that compare the access of two services. */
const OF_PAIRS: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'NestedPath',
  'AccessUncertain',
  'SpellingReachesOuter',
]);

/** Findings without those that the decision about undecided services may resolve: only that it is missing is reported. */
export const withoutOpenDecisions = (answers: Answers, every: Found[]): Found[] => {
  if (!every.some(({ refusal }) => refusal.code === 'AuthIsUndecided' || refusal.code === 'UndecidedInList'))
    return every;
  const open = (auth: AuthRef | undefined): boolean => methodNames(auth ?? answers.auth?.default).includes(UNDECIDED);
  const all = [...answers.services, ...ownServices(answers).map((o) => o.service)];
  const names = new Set(all.flatMap((s) => (open(s.auth) ? [s.name] : [])));
  return every.filter(({ path: [root, index], refusal }) => {
    const { code } = refusal;
    if (code === 'UnknownMethod') return refusal.values.method !== UNDECIDED;
    if (OF_METHODS.has(code)) return false;
    if (OF_SERVICE.has(code)) return root !== 'services' || !open(answers.services[Number(index)]?.auth);
    // The path is that of one of the two; the values name both.
    if (!OF_PAIRS.has(code)) return true;
    const values: unknown[] = Object.values((refusal as { values?: object }).values ?? {});
    return !values.some((value) => typeof value === 'string' && names.has(value));
  });
};
