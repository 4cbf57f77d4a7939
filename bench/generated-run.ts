import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOfNode } from '../src/core/digest.node.ts';
import { asDigest } from '../src/core/digest.ts';
import type { ArtifactRef } from '../src/model/generated/documents.ts';
import type { RunId } from '../src/model/ids.ts';
import { generateRun } from '../src/pipeline/generate-run.ts';
import { judgeRun } from '../src/pipeline/judge-run.ts';
import { machine } from '../src/pipeline/machine.ts';
import { prepare } from '../src/pipeline/prepare.ts';
import { promoteRun } from '../src/pipeline/promote-run.ts';
import { Recorder } from '../src/record/recorder.ts';
import { openStore } from '../src/store/store.ts';

/** How many artifacts a run has besides its own, and how many bytes they are together. */
export interface Wanted {
  readonly files: number;
  readonly bytes: number;
}

export interface GeneratedRun {
  readonly runId: RunId;
  /** The bundle that its promotion sealed. */
  readonly bundle: string;
}

const refsInSpan = 100;

/**
 * Takes a question through the real pipeline in `folder`, which `evidence-gate init` has laid out: retrieved, answered, judged,
 * promoted. Before it is judged a person's review adds artifacts to its record, as many as wanted. They are also linked into
 * `plain`, under the names that they have in the bundle.
 */
export async function generatedRun(folder: string, plain: string, wanted: Wanted): Promise<GeneratedRun> {
  const ports = { ...machine(() => undefined), store: openStore(join(folder, '.evidence')) };
  try {
    const prepared = await prepare(join(folder, 'pipeline.yaml'), {}, ports);
    const [input] = prepared.inputs;
    if (input === undefined) throw new Error('the pipeline has no input');
    const { runId, recorded } = await generateRun(input, prepared, ports);
    const recorder = Recorder.resume(runId, recorded.run.trace_id, { ...ports, journal: ports.store.journal, objects: ports.store.objects });
    const root = recorded.lines.map((line) => JSON.parse(line)).find((span) => span.parent_span_id === null);
    if (recorder === undefined) throw new Error('the record is broken');
    for (let first = 0; first < wanted.files; first += refsInSpan) {
      const review = recorder.start({ name: 'review of files', stage: 'human_review', agent_role: 'reviewer', parent: root.span_id });
      review.end({ outputs: artifacts(first, Math.min(wanted.files, first + refsInSpan), wanted, folder, join(plain, `evidence-${runId}`)) });
    }
    await judgeRun(runId, prepared.policy, ports);
    const promotion = await promoteRun(runId, prepared, ports);
    if (promotion.status !== 'promoted') throw new Error(promotion.reasons.join('; '));
    return { runId, bundle: promotion.released.bundle };
  } finally {
    ports.store.close();
  }
}

/** Artifacts by number, put where the store looks for them, but without waiting for the disk a hundred thousand times. */
function artifacts(from: number, to: number, { files, bytes }: Wanted, folder: string, top: string): readonly ArtifactRef[] {
  const size = Math.floor(bytes / files);
  return Array.from({ length: to - from }, (_, index) => {
    const number = from + index;
    const content = contentOf(number, size);
    const sha256 = digestOfNode(content);
    const hex = sha256.slice('sha256:'.length);
    const object = join(folder, '.evidence/objects', hex.slice(0, 2), hex.slice(2));
    const uri = `tools/${Math.floor(number / refsInSpan)}/${number}.json`;
    const named = join(top, 'data', uri);
    for (const path of [object, named]) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(object, content);
    linkSync(object, named);
    return { uri, sha256: asDigest(sha256) ?? sha256, bytes: content.length, media_type: 'application/json' };
  });
}

/** Text that packs as records of tools do, to a quarter or so; of each number another. */
function contentOf(number: number, size: number): Uint8Array {
  const content = new Uint8Array(size);
  const head = Buffer.from(`{"number":${number},"digest":"${createHash('sha256').update(String(number)).digest('hex')}","text":"`);
  content.set(head.subarray(0, size));
  for (let at = head.length, from = (number * 7919) % 50_000; at < size; from = 0) {
    const piece = words.subarray(from, from + size - at);
    content.set(piece, at);
    at += piece.length;
  }
  return content;
}

const words: Buffer = Buffer.from(
  Array.from({ length: 40_000 }, (_, index) =>
    createHash('sha256')
      .update(`word ${index % 9000} ${index % 31}`)
      .digest('hex')
      .slice(0, 3 + (index % 9)),
  ).join(' '),
);
