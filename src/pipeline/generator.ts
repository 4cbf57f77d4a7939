import { resolve } from 'node:path';
import { EvidenceError } from '../core/errors.ts';
import type { InputLine, Pipeline } from '../model/generated/documents.ts';
import type { GenerateRequest } from '../sandbox/generation.ts';
import type { PromptTemplate } from '../sandbox/provider.ts';
import { declaredProvider } from '../sandbox/providers/declared.ts';
import { extractiveProvider } from '../sandbox/providers/extractive.ts';
import { openaiProvider } from '../sandbox/providers/openai.ts';
import { defaultPrompt } from '../sandbox/prompt.ts';
import type { PipelinePorts } from './ports.ts';
import { readText } from './text-file.ts';

type Generator = Pick<GenerateRequest, 'provider' | 'prompt' | 'parameters'>;
type GeneratorPorts = Omit<PipelinePorts, 'store'>;
type OpenAiGenerate = Extract<Pipeline['generate'], { provider: 'openai' }>;

/** Who answers an input: the provider that its line names, or else the one of the pipeline, whose file lies in `base`. */
export function generatorFor(input: InputLine, { pipeline, base }: { readonly pipeline: Pipeline; readonly base: string }, ports: GeneratorPorts): Generator {
  const { generate } = pipeline;
  const name = input.provider ?? generate.provider;
  if (name === 'declared') return { provider: declaredProvider(answerOf(input)) };
  if (generate.provider === 'openai' && name === 'openai') return openaiGenerator(generate, base, ports);
  return { provider: extractiveProvider(generate.provider === 'extractive' && generate.quotes !== undefined ? { quotes: generate.quotes } : {}) };
}

function answerOf({ id, answer }: InputLine): string {
  if (answer === undefined) throw new EvidenceError('schema-violation', { where: `input ${id}`, cause: 'the provider "declared" needs the field "answer"' });
  return answer;
}

function openaiGenerator(generate: OpenAiGenerate, base: string, { variable, clock, random, fetch, sleep }: GeneratorPorts): Generator {
  const keyName = generate.api_key_env ?? 'OPENAI_API_KEY';
  const provider = openaiProvider({
    model: generate.model,
    baseUrl: generate.base_url,
    key: variable(keyName),
    keyName,
    stream: generate.stream,
    retries: generate.retries,
    timeoutMs: generate.timeout_seconds === undefined ? undefined : generate.timeout_seconds * 1000,
    fetch,
    sleep,
    clock,
    random,
  });
  return { provider, prompt: promptOf(generate.prompt, base), parameters: generate.parameters };
}

/** The text of the pipeline, or of the file that it names, under the pipeline's own id; the built-in prompt where it names neither. */
function promptOf(prompt: OpenAiGenerate['prompt'], base: string): PromptTemplate {
  if (prompt === undefined) return defaultPrompt;
  return { id: prompt.id, text: 'text' in prompt ? prompt.text : readText(resolve(base, prompt.file)) };
}
