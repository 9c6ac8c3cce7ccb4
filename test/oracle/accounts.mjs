// The two tables of exceptions, applied to the results; rows that are not needed are found.
import { RIGHT } from './right.mjs';
import { UNDECIDABLE } from './undecidable.mjs';

/** Each row of a table by `key case name`. */
const rowsOf = (table, word) =>
  new Map(
    table.flatMap((row) =>
      Object.entries(row.in).flatMap(([name, objects]) => objects.map((o) => [`${row[word]} ${name} ${o}`, row])),
    ),
  );
const nameOf = (object) => object.slice(object.lastIndexOf('/') + 1);

/** Moves what the tables explain out of `missed`, `alarms` and `beside`; gives the rows that explain nothing. */
export const settle = (results, { undecidable: unpredictable = UNDECIDABLE, right: rightful = RIGHT } = {}) => {
  const [undecidable, right] = [rowsOf(unpredictable, 'reason'), rowsOf(rightful, 'code')];
  const used = new Set();
  const find = (rows, key) => {
    if (rows.has(key)) used.add(key);
    return rows.get(key);
  };
  for (const result of results) {
    for (const fault of result.faults) {
      const row =
        fault.result === 'missed' && find(undecidable, `${fault.reason} ${result.one.name} ${nameOf(fault.object)}`);
      if (row) Object.assign(fault, { result: 'undecidable', because: row.because });
    }
    result.right = [];
    for (const list of ['alarms', 'beside'])
      result[list] = result[list].filter((f) => {
        const row = find(right, `${f.code} ${result.one.name} ${nameOf(f.resource)}`);
        if (row) result.right.push({ ...f, because: row.because });
        return !row;
      });
  }
  return [...undecidable.keys(), ...right.keys()].filter((key) => !used.has(key));
};

/** Recall and precision in percent, over what a user can cause and what is no verdict of the API server. */
export const measure = (results) => {
  const faults = results.flatMap((r) => r.faults).filter((f) => !f.advice);
  const count = (result) => faults.filter((f) => f.result === result).length;
  const errors = results.flatMap((r) => r.errors).length;
  const wrong = results.flatMap((r) => [...r.alarms, ...r.beside]).length;
  return {
    recall: (100 * count('named')) / (count('named') + count('missed')),
    precision: errors === 0 ? 100 : (100 * (errors - wrong)) / errors,
  };
};
