import { visibleExcerpt } from '../../core/visible-text.ts';
import type { RunSummary } from '../../store/run-list.ts';
import { shortRunId } from '../../model/ids.ts';
import type { Colour, Paint } from '../terminal.ts';

const colours: Readonly<Record<RunSummary['state'], Colour>> = {
  open: 'grey',
  cut_off: 'red',
  closed: 'grey',
  passed: 'green',
  held: 'yellow',
  rejected: 'red',
  promoting: 'grey',
  promoted: 'green',
};

/** All runs, a line each: state, the end of the id, input, and why it stands where it stands. */
export function runListText(runs: readonly RunSummary[], paint: Paint): readonly string[] {
  if (runs.length === 0) return ['no runs yet: `evidence-gate run PIPELINE` makes some'];
  return runs.map(
    ({ run_id, state, input_id, reason }) =>
      `${paint(colours[state], state.padEnd(10))}${shortRunId(run_id)}  ${visibleExcerpt(input_id, 20).padEnd(22)}${visibleExcerpt(reason ?? '', 90)}`,
  );
}
