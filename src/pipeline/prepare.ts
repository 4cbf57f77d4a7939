import { dirname, resolve } from 'node:path';
import type { Compression } from '../bundle/compress.node.ts';
import type { Signer } from '../bundle/signer.ts';
import { digestOfNode } from '../core/digest.node.ts';
import type { Digest } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { InputLine, Pipeline } from '../model/generated/documents.ts';
import { parse } from '../model/parse.ts';
import { ingest } from '../sources/ingest.node.ts';
import { createPassageIndex, type PassageIndex } from '../sources/passage-index.ts';
import type { DocumentSnapshot } from '../sources/snapshot.ts';
import { gatePolicy, type AppliedPolicy } from './gate-policy.ts';
import { generatorFor } from './generator.ts';
import { readInputs } from './input-lines.ts';
import { openSigner, type SignerWishes } from './open-signer.ts';
import type { PipelinePorts } from './ports.ts';
import { readBytes } from './text-file.ts';
import { readYaml } from './yaml-document.ts';

/** What the command line says over the pipeline file. Paths are the user's, from the working folder. */
export interface Overrides {
  readonly input?: string;
  /** One question instead of an input file. */
  readonly ask?: string;
  readonly out?: string;
  readonly signer?: SignerWishes;
  readonly compress?: Compression | undefined;
  readonly concurrency?: number;
}

/** A pipeline with everything read, before the first run begins. */
export interface Prepared {
  readonly pipeline: Pipeline;
  readonly sha256: Digest;
  /** Folder of the pipeline file: what its paths start at. */
  readonly base: string;
  readonly inputs: readonly InputLine[];
  readonly policy: AppliedPolicy;
  readonly signer: Signer;
  readonly compress?: Compression | undefined;
  readonly releaseFolder: string;
  readonly concurrency: number;
  readonly snapshots: readonly DocumentSnapshot[];
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
  readonly index: PassageIndex | undefined;
}

/** Reads a pipeline file and all that it names. Throws before anything runs where one of them is missing or wrong. */
export async function prepare(
  path: string,
  overrides: Overrides,
  ports: Omit<PipelinePorts, 'store'>,
  onRead: (done: number, total: number) => void = () => undefined,
): Promise<Prepared> {
  const pipeline = readYaml('pipeline', path);
  const base = dirname(resolve(path));
  const inputs = inputsOf(pipeline, path, base, overrides);
  // A key, prompt or declared answer that is missing stops everything now, and not each input on its way.
  for (const input of inputs) generatorFor(input, { pipeline, base }, ports);
  const policy = gatePolicy(resolve(base, pipeline.gate));
  const signer = openSigner(overrides.signer ?? {}, resolve(base, pipeline.signer ?? 'keys/signer.key.pem'), ports.variable);
  const { snapshots, skipped } = await documentsOf(pipeline, base, ports, onRead);
  return {
    pipeline,
    sha256: digestOfNode(readBytes(path)),
    base,
    inputs,
    policy,
    signer,
    compress: overrides.compress,
    releaseFolder: resolve(overrides.out ?? resolve(base, pipeline.output.folder)),
    concurrency: overrides.concurrency ?? pipeline.concurrency ?? 4,
    snapshots,
    skipped,
    index:
      snapshots.length === 0
        ? undefined
        : createPassageIndex(
            snapshots.flatMap((snapshot) => snapshot.passages),
            ports.hash,
          ),
  };
}

function inputsOf(pipeline: Pipeline, path: string, base: string, { input, ask }: Overrides): readonly InputLine[] {
  if (ask !== undefined) return [parse('input-line', { id: 'question', question: ask }, '--ask')];
  if (input !== undefined) return readInputs(input);
  if (pipeline.input !== undefined) return readInputs(resolve(base, pipeline.input));
  throw new EvidenceError('usage', { where: path, cause: 'no input: name one in the pipeline, or give --input FILE.jsonl or --ask QUESTION' });
}

async function documentsOf(
  pipeline: Pipeline,
  base: string,
  { clock }: Pick<PipelinePorts, 'clock'>,
  onProgress: (done: number, total: number) => void,
): Promise<Pick<Prepared, 'snapshots' | 'skipped'>> {
  if (pipeline.sources === undefined) return { snapshots: [], skipped: [] };
  const { collection, folder, paths = ['.'], chunk_characters } = pipeline.sources;
  const root = resolve(base, folder);
  return await ingest(
    paths.map((path) => resolve(root, path)),
    { collection, base: root, clock, onProgress, ...(chunk_characters === undefined ? {} : { chunkCharacters: chunk_characters }) },
  );
}
