import { asRetrievalId, type RetrievalId } from '../../model/ids.ts';
import type { SubjectPassage } from '../subject.ts';

/** What the retrievals of one subject are called, and what text that looks like such a name is. */
export interface KnownIds {
  /** The passages that an id names: itself, or all retrieved passages of the document. Empty: never retrieved. */
  passages(id: string): readonly SubjectPassage[];
  /** An id where the text is a retrieved one, or is built like one: a citation of something that was never retrieved. */
  read(text: string): RetrievalId | undefined;
  /** Like `read`, for running prose: only names with a scheme in front, such as `doc:`. */
  readInProse(text: string): RetrievalId | undefined;
}

export function knownIds(passages: readonly SubjectPassage[]): KnownIds {
  const named = new Map<string, SubjectPassage[]>();
  const schemes = new Set(['doc']);
  const shapes = new Set<string>();
  for (const passage of passages) {
    const id = passage.retrieval_id;
    named.set(id, [passage]);
    shapes.add(shapeOf(id));
    const scheme = schemeOf(id);
    if (scheme !== undefined) schemes.add(scheme);
  }
  for (const passage of passages) {
    const document = passage.retrieval_id.replace(/#[^#]*$/, '');
    if (document !== passage.retrieval_id) named.set(document, [...(named.get(document) ?? []), passage]);
  }
  const hasScheme = (text: string): boolean => {
    const scheme = schemeOf(text);
    return scheme !== undefined && schemes.has(scheme) && text.length > scheme.length + 1;
  };
  const read = (text: string): RetrievalId | undefined =>
    named.has(text) || hasScheme(text) || (/\d/.test(text) && /\D/.test(text) && shapes.has(shapeOf(text))) ? asRetrievalId(text) : undefined;
  return {
    passages: (id) => named.get(id) ?? [],
    read,
    readInProse: (text) => (hasScheme(text) ? asRetrievalId(text) : undefined),
  };
}

function schemeOf(id: string): string | undefined {
  return /^([A-Za-z][A-Za-z0-9+.-]{0,30}):/.exec(id)?.[1]?.toLowerCase();
}

// "S12" is built like "S3": a model that invents an id invents one that looks right.
function shapeOf(id: string): string {
  return id.replace(/[0-9]+/g, '0');
}
