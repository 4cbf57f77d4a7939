import { EvidenceError } from '../core/errors.ts';
import { asRunId, type RunId } from '../model/ids.ts';
import type { Store } from '../store/store.ts';

/** The run that a person names: by its id, or by the end of it (at least four digits) where that fits one run alone. */
export function namedRun(name: string, store: Store): RunId {
  const whole = asRunId(name);
  if (whole !== undefined) return whole;
  const fitting = name.length < 4 ? [] : store.list().filter((run) => run.run_id.endsWith(name.toLowerCase()));
  const [first, second] = fitting;
  if (first === undefined) throw new EvidenceError('run-unknown', { where: name });
  if (second !== undefined) throw new EvidenceError('run-unknown', { where: name, cause: `${fitting.length} runs end so: give more of the id` });
  return first.run_id;
}

/** Whether an argument is meant as a run rather than as a file. */
export function looksLikeRun(name: string): boolean {
  return asRunId(name) !== undefined || /^[0-9a-f]{4,12}$/i.test(name);
}
