import { isWellFormed } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';
import type { ArtifactRef, Parameters } from '../model/generated/documents.ts';
import { GenerationLog } from './generation-log.ts';
import type { OpenRun } from './open-run.ts';
import type { PromptTemplate, Provider } from './provider.ts';
import { recordedError } from './recorded-error.ts';
import type { RetrievedPassage } from './retrieval.ts';

export interface GenerateRequest {
  readonly provider: Provider;
  readonly question: string;
  /** Default: the provider's own, where it needs one. */
  readonly prompt?: PromptTemplate | undefined;
  readonly passages: readonly RetrievedPassage[];
  readonly parameters?: Parameters | undefined;
}

export interface Answer {
  readonly text: string;
  readonly artifact: ArtifactRef;
}

/**
 * Asks a provider, and records it as one span: the exact request, every attempt, the raw responses, the answer.
 * Where the provider fails the span says so, with all that was seen, and the error is thrown on.
 */
export async function generate(run: OpenRun, request: GenerateRequest): Promise<Answer> {
  const { provider, passages } = request;
  for (const passage of passages) run.sources.requireRetrieved(passage);
  const number = run.nextGeneration();
  const log = new GenerationLog(run, provider, number);
  log.learnt({});
  const span = run.recorder.start({ name: `generate ${number}`, stage: 'generation', agent_role: 'generator', parent: run.root });
  const retrieval_ids = passages.map((passage) => passage.source.retrieval_id);
  try {
    const text = await ask(run, request, log);
    const artifact = run.recorder.textArtifact(`answers/${number}.txt`, text);
    const told = log.span();
    span.end({ ...told, retrieval_ids, outputs: [artifact, ...told.outputs] });
    return { text, artifact };
  } catch (thrown) {
    if (!run.signal.aborted) span.end({ ...log.span(), retrieval_ids, status: 'error', error: recordedError(thrown, provider.name) });
    throw thrown;
  } finally {
    const { model, parameters } = log.facts();
    run.generated({ provider: provider.name, model: model ?? null, parameters: parameters ?? {}, prompt: log.prompt() ?? null }, provider.seen);
  }
}

async function ask(run: OpenRun, request: GenerateRequest, log: GenerationLog): Promise<string> {
  const { provider, question, prompt, passages, parameters = {} } = request;
  const { text } = await provider.generate({ question, prompt, passages, parameters, signal: run.signal }, log);
  run.requireOpen();
  if (!log.wasAsked()) throw new TypeError(`provider ${provider.name} answered without saying what it was asked`);
  if (!isWellFormed(text)) throw new EvidenceError('provider-malformed', { where: provider.name, cause: 'the answer holds half a surrogate pair' });
  return text;
}
