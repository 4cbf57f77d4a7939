import { setImmediate } from 'node:timers/promises';
import { instant } from '../core/clock.ts';
import { EvidenceError } from '../core/errors.ts';
import { productVersion } from '../core/version.ts';
import type { DataLine, Verdict } from '../model/generated/documents.ts';
import { judge } from '../validate/judge.ts';
import { subjectOfLine } from '../validate/subject-of.ts';
import type { AppliedPolicy } from './gate-policy.ts';
import { jsonLines } from './input-lines.ts';
import type { PipelinePorts } from './ports.ts';

type Ports = Pick<PipelinePorts, 'clock' | 'hash'>;

/** Judges plain {id, sources, output} lines of a JSONL file, one verdict a line, in order. Nothing is stored. A file without lines is refused: it would pass. */
export async function judgeLines(
  path: string,
  policy: AppliedPolicy,
  ports: Ports,
  onDone: (done: number, total: number) => void,
): Promise<readonly Verdict[]> {
  const lines = [...jsonLines('data-line', path)];
  if (lines.length === 0) throw new EvidenceError('schema-violation', { where: path, cause: 'there is no line in it, so that nothing was judged' });
  const verdicts: Verdict[] = [];
  for (const line of lines) {
    verdicts.push(judgeLine(line, policy, ports));
    onDone(verdicts.length, lines.length);
    // Between two lines signals are heard, and a progress bar gets its turn.
    await setImmediate();
  }
  return verdicts;
}

function judgeLine(line: DataLine, policy: AppliedPolicy, { clock, hash }: Ports): Verdict {
  const context = { judgedAt: instant(clock()), productVersion, hash };
  return judge(subjectOfLine(line, hash), { value: policy.value, sha256: hash(policy.bytes) }, context).verdict;
}
