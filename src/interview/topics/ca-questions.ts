// Questions for the CA of servers that have a private name: no public CA signs their certificates.
import { checkValue } from '../../answers/check-value.ts';
import { exampleAnswer } from '../../answers/example-answer.ts';
import { missingOfMethod } from '../../answers/open-answers.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import type { Draft } from '../draft.ts';
import { firstOpen, type Question } from '../question.ts';

/** The question for `ca`: `auth.methods.sso.ca`. `of` names what calls the server. */
export const caQuestion = (id: string, of: string): Question => {
  const name = exampleAnswer(id) ?? 'NAME';
  return {
    id,
    kind: 'text',
    message: `Which ConfigMap contains the CA of the server of ${of}?`,
    example: `such as ${name}; its key ca.crt contains the CA certificate`,
    remark: `The gateway verifies the certificate of the server. The ConfigMap is in the namespace of the Gateway: kubectl create configmap ${name} -n NAMESPACE --from-file=ca.crt`,
    validate: (text) => briefly(checkValue(['services', 0, 'ca'], text)),
  };
};

/** The question for the CA that a method lacks, if all its other keys are there. */
export const caOfMethod = (draft: Draft, name: string): Question | undefined => {
  const key = `auth.methods.${name}`;
  return missingOfMethod(draft.get(key)).includes('ca')
    ? firstOpen(draft, [caQuestion(`${key}.ca`, `the method ${name}`)])
    : undefined;
};
