import { define, type Group } from '../definition.ts';
import { cut, listed } from '../shown.ts';

interface Target {
  readonly kind: string;
  readonly name: string;
}
const shownTarget = ({ kind, name }: Target): string => `${kind} ${name}`;

export const patchesRefusals = {
  InvalidTarget: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'orders-(' },
    words: ({ value }) => ({
      what: `${cut(value)} is not a regular expression of RE2.`,
      why: 'Targets of patches are regular expressions for the whole text, as in kustomize.',
      fix: 'Write a kind or a name, such as orders, or an expression, such as orders-.*.',
    }),
  }),
  InvalidPointer: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'spec.replicas' },
    words: ({ value }) => ({
      what: `${cut(value)} is not a JSON pointer.`,
      why: 'Operations of JSON Patch name fields by pointers (RFC 6901).',
      fix: `Begin each step with a slash, such as /${value
        .replace(/^[./]+/, '')
        .replaceAll('.', '/')
        .slice(0, 60)}; a slash in a key is ~1.`,
    }),
  }),
  OperationIncomplete: define<{ op: string; key: 'from' | 'value' }>({
    severity: 'error',
    sample: { op: 'add', key: 'value' },
    words: ({ op, key }) => ({
      what: `The operation ${op} has no ${key}.`,
      why: `JSON Patch (RFC 6902) requires ${key} for ${op}.`,
      fix: `Add ${key}.`,
    }),
  }),
  InvalidPatchText: define<{ message: string }>({
    severity: 'error',
    sample: { message: 'it is neither a map nor a list of operations' },
    words: ({ message }) => ({
      what: `The text of the patch cannot be read: ${message.replace(/ at line \d+, column \d+:?$/, '')}.`,
      why: 'A patch as text is YAML: a map that is merged, or a list of JSON Patch operations.',
      fix: 'Write the patch as YAML below `patch:` instead of text, so that an editor validates it.',
    }),
  }),
  PatchMatchesNothing: define<Target & { known: readonly string[]; ofTeam: boolean }>({
    severity: 'error',
    sample: { kind: 'BackendTrafficPolicy', name: 'order', known: ['orders', 'users'], ofTeam: false },
    words: ({ known, ofTeam, ...target }) => ({
      what: ofTeam
        ? `The patch matches only objects of teams (${shownTarget(target)}).`
        : `No generated object matches the target of the patch (${shownTarget(target)}).`,
      why: ofTeam
        ? "Admission policies limit the fields of teams' objects, so the API server would reject patched ones."
        : 'The patch would have no effect.',
      fix:
        known.length > 0
          ? `Generated objects of this kind: ${listed(known, 10)}.`
          : 'Use the kind and name of an object in the output folder.',
    }),
  }),
  PatchChangesNothing: define<Target>({
    severity: 'error',
    sample: { kind: 'Gateway', name: 'api-gateway' },
    words: (target) => ({
      what: `The patch does not change ${shownTarget(target)}: all of its values are already there.`,
      why: 'A patch without effect hides that an answer, or a default, has the same value.',
      fix: 'Remove the patch, or correct the field.',
    }),
  }),
  PatchFails: define<Target & { op: string; path: string; index: number }>({
    severity: 'error',
    sample: { kind: 'Gateway', name: 'api-gateway', op: 'replace', path: '/spec/listeners/5', index: 0 },
    words: ({ op, path, index, ...target }) => ({
      what: `Operation ${index} of the patch (${op} ${path}) cannot be applied to ${shownTarget(target)}.`,
      why:
        op === 'test'
          ? 'The value of the field differs from the tested one.'
          : 'The object does not have the field, or its parent, that the operation names.',
      fix: 'Compare the path with the object in the output folder; `add` creates a field whose parent exists.',
    }),
  }),
  PatchIdentity: define<Target & { field: string; deletes: boolean }>({
    severity: 'error',
    sample: { kind: 'HTTPRoute', name: 'users', field: 'metadata.name', deletes: false },
    words: ({ field, deletes, ...target }) => ({
      what: deletes
        ? `The patch deletes ${shownTarget(target)}.`
        : `The patch changes ${field} of ${shownTarget(target)}.`,
      why: deletes
        ? 'Other generated objects, the scripts and the runbook refer to the object.'
        : 'Policies, scripts and other objects find the object by it: a route would lose its policies.',
      fix: deletes
        ? 'Change the answers so that the object is not generated.'
        : `Remove ${field} from the patch. Names and namespaces follow from the answers.`,
    }),
  }),
  PatchRejected: define<Target & { finding: string }>({
    severity: 'error',
    sample: {
      kind: 'BackendTrafficPolicy',
      name: 'orders',
      finding: 'spec.retri: BackendTrafficPolicy has no field spec.retri. [UnknownField]',
    },
    words: ({ finding, ...target }) => ({
      what: `After the patch, ${shownTarget(target)} has a problem: ${finding.replace(/ \[\w+\]$/, '')}`,
      why: 'The object had no such problem before the patch.',
      fix: `Correct the patch.${/\[(\w+)\]$/.test(finding) ? ` To accept the finding, add ${/\[(\w+)\]$/.exec(finding)![1]} of ${target.kind} to \`suppress\` with a reason.` : ''}`,
    }),
  }),
  PatchOpens: define<{ opened: string }>({
    severity: 'error',
    sample: { opened: 'HTTPRoute users: requests need no authentication' },
    words: ({ opened }) => ({
      what: `The patch makes something public: ${opened}.`,
      why: 'Access is denied unless the answers make it public.',
      fix: 'Remove that part of the patch, or add publicReason to the patch: why it is public.',
    }),
  }),
} as const satisfies Group;
