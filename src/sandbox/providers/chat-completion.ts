import { isWellFormed } from '../../core/bytes.ts';
import type { GenerationFacts } from '../provider.ts';

/** What a response says. `facts` are kept whatever else is wrong with it. */
export interface Reading {
  readonly facts: Omit<GenerationFacts, 'model'> & { readonly answered?: string };
  readonly answer:
    | { readonly status: 'whole'; readonly text: string }
    | { readonly status: 'truncated'; readonly why: string }
    | { readonly status: 'malformed'; readonly why: string }
    | { readonly status: 'error'; readonly why: string };
}

// What these say is that there was more to come, or that some of it was taken out.
const unfinished: ReadonlySet<string> = new Set(['length', 'max_tokens', 'content_filter']);

/** Reads a chat completion, as far as it has the shape of one. Servers are hostile input: nothing is taken on trust. */
export function readCompletion(body: unknown): Reading {
  const choice = listOf(member(body, 'choices'))[0];
  const facts = factsOf([body], [choice]);
  const error = errorIn(body);
  if (error !== undefined) return { facts, answer: { status: 'error', why: error } };
  if (choice === undefined) return { facts, answer: { status: 'malformed', why: 'it has no choices' } };
  const message = member(choice, 'message');
  const refusal = member(message, 'refusal');
  if (typeof refusal === 'string') return { facts, answer: { status: 'malformed', why: `no answer but a refusal: ${refusal}` } };
  return { facts, answer: answerOf(member(message, 'content'), facts.finish_reason) };
}

/** Reads the events of a stream. `done`: the stream said itself that it was over. */
export function readChunks(chunks: readonly unknown[], done: boolean): Reading {
  const choices = chunks.flatMap((chunk) => listOf(member(chunk, 'choices'))).filter((choice) => (member(choice, 'index') ?? 0) === 0);
  const facts = factsOf(chunks, choices);
  if (choices.length === 0 && done) return { facts, answer: { status: 'malformed', why: 'it has no choices' } };
  if (facts.finish_reason === undefined || !done) return { facts, answer: { status: 'truncated', why: 'the stream broke off' } };
  const pieces = choices.map((choice) => member(member(choice, 'delta'), 'content') ?? '');
  return { facts, answer: answerOf(pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : undefined, facts.finish_reason) };
}

function answerOf(content: unknown, finish: string | undefined): Reading['answer'] {
  if (finish !== undefined && unfinished.has(finish)) return { status: 'truncated', why: `finish_reason is ${finish}` };
  if (typeof content !== 'string') return { status: 'malformed', why: 'the answer is not text' };
  if (!isWellFormed(content)) return { status: 'malformed', why: 'the answer holds half a surrogate pair' };
  return { status: 'whole', text: content };
}

// What comes later in a stream corrects what came before it.
function factsOf(parts: readonly unknown[], choices: readonly unknown[]): Reading['facts'] {
  const usage = last(parts.map((part) => usageOf(member(part, 'usage'))));
  const named = {
    answered: last(parts.map((part) => shortText(member(part, 'model'), 200))),
    response_id: last(parts.map((part) => shortText(member(part, 'id'), 200))),
    system_fingerprint: last(parts.map((part) => shortText(member(part, 'system_fingerprint'), 200))),
    finish_reason: last(choices.map((choice) => shortText(member(choice, 'finish_reason'), 100))),
  };
  const said = Object.entries(named).filter((entry): entry is [keyof typeof named, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(said), ...(usage === undefined ? {} : { usage }) };
}

function usageOf(usage: unknown): GenerationFacts['usage'] | undefined {
  const counts = Object.entries({ input_tokens: 'prompt_tokens', output_tokens: 'completion_tokens', total_tokens: 'total_tokens' })
    .map(([ours, theirs]) => [ours, member(usage, theirs)] as const)
    .filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1]) && Number(entry[1]) >= 0);
  return counts.length === 0 ? undefined : Object.fromEntries(counts);
}

// What a span cannot hold counts as not said; the raw response says it still.
function shortText(value: unknown, longest: number): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= longest && isWellFormed(value) ? value : undefined;
}

function last<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.findLast((value) => value !== undefined);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What a response says went wrong, in the forms that servers use, or undefined where it says nothing of the kind. */
export function errorIn(body: unknown): string | undefined {
  const error = member(body, 'error');
  const message = member(error, 'message') ?? member(body, 'message') ?? error;
  return typeof message === 'string' ? message : undefined;
}

/** A member of an object that came from outside, or undefined. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
