import { instant } from '../core/clock.ts';
import { productVersion } from '../core/version.ts';
import type { DataLine, Verdict } from '../model/generated/documents.ts';
import { judge } from '../validate/judge.ts';
import { subjectOfLine } from '../validate/subject-of.ts';
import type { AppliedPolicy } from './gate-policy.ts';
import { jsonLines } from './input-lines.ts';
import type { PipelinePorts } from './ports.ts';

type Ports = Pick<PipelinePorts, 'clock' | 'hash'>;

/** Judges plain {id, sources, output} lines of a JSONL file, one verdict a line, in order. Nothing is stored. */
export function judgeLines(path: string, policy: AppliedPolicy, ports: Ports, onDone: (done: number, total: number) => void): readonly Verdict[] {
  const lines = [...jsonLines('data-line', path)];
  return lines.map((line, index) => {
    const verdict = judgeLine(line, policy, ports);
    onDone(index + 1, lines.length);
    return verdict;
  });
}

function judgeLine(line: DataLine, policy: AppliedPolicy, { clock, hash }: Ports): Verdict {
  const context = { judgedAt: instant(clock()), productVersion, hash };
  return judge(subjectOfLine(line, hash), { value: policy.value, sha256: hash(policy.bytes) }, context).verdict;
}
