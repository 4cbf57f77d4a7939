import { instant } from '../core/clock.ts';
import type { InputLine } from '../model/generated/documents.ts';
import { documentBytes } from '../model/document-bytes.ts';
import type { Box } from '../sandbox/box.ts';
import { sandbox, type SandboxResult } from '../sandbox/sandbox.ts';
import type { RetrievedPassage } from '../sandbox/retrieval.ts';
import { handedIn } from '../sources/handed-in.ts';
import type { PipelinePorts } from './ports.ts';
import type { Prepared } from './prepare.ts';
import { generatorFor } from './generator.ts';

/** Generates the answer to one input in the sandbox: retrieved or handed-in passages, one generation, one staged output. */
export async function generateRun(input: InputLine, prepared: Prepared, ports: PipelinePorts): Promise<SandboxResult> {
  const { pipeline, sha256 } = prepared;
  const generator = generatorFor(input, prepared, ports);
  const { store, clock, random, hash, environment } = ports;
  return await sandbox(
    {
      ports: { journal: store.journal, objects: store.objects, runs: store.runs, clock, random, hash },
      pipeline: { name: pipeline.name, sha256 },
      input: { id: input.id, bytes: documentBytes(input), mediaType: 'application/json' },
      assistant: pipeline.assistant,
      userId: input.user_id,
      sessionId: input.session_id,
      consent: input.consent,
      environment,
      assurance: 'wrapper',
    },
    async (box) => {
      const passages = await passagesFor(box, input, prepared, ports);
      const answer = await box.generate({ ...generator, question: input.question, passages });
      box.output(pipeline.output.name, answer.text);
    },
  );
}

async function passagesFor(
  box: Box,
  input: InputLine,
  { index, snapshots, pipeline }: Prepared,
  { clock, hash }: PipelinePorts,
): Promise<readonly RetrievedPassage[]> {
  const handed = input.sources === undefined ? [] : box.handIn(handedIn(input.sources, { retrievedAt: instant(clock()), hash }));
  if (index === undefined) return handed;
  box.addDocuments(snapshots);
  return [...handed, ...(await box.retrieve({ query: input.question, from: index, top: pipeline.retrieve?.top ?? 5 }))];
}
