import { canonicalJson } from './canonical-json.ts';
import { deepest, readJson, type JsonValue } from './json.ts';

export type CanonicalRead = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly why: string };

/**
 * Reads JSON that must be in the spelling of `canonicalJson`: as `readJson` does, and then compares. Where native code says that
 * the text is what is written of its value, no reader can have read it otherwise, and the slower way is spared.
 */
export function readCanonicalJson(text: string): CanonicalRead {
  const value = ownSpelling(text);
  if (value !== undefined && isPlain(value, 0)) return { ok: true, value };
  const read = readJson(text);
  if (!read.ok) return { ok: false, why: `not JSON: ${read.problem.why}` };
  return canonicalJson(read.value) === text ? read : { ok: false, why: 'not in canonical spelling' };
}

/** The value of a text that JSON.stringify writes of it again. */
function ownSpelling(text: string): JsonValue | undefined {
  // Half of a surrogate pair, escaped, is written again as it was; one that is not escaped shows when the texts are compared.
  if (text.includes('\\ud')) return undefined;
  try {
    const value = JSON.parse(text) as JsonValue;
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    // No JSON, or nested beyond what native code bears.
    return undefined;
  }
}

/** Whether members stand in order, and nothing is there that `readJson` refuses though it is spelt in one way only. */
function isPlain(value: JsonValue, depth: number): boolean {
  if (depth > deepest) return false;
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) if (!isPlain(item, depth + 1)) return false;
    return true;
  }
  const members = value as { readonly [key: string]: JsonValue };
  let before: string | undefined;
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || (before !== undefined && before >= key) || !isPlain(members[key] ?? null, depth + 1)) return false;
    before = key;
  }
  return true;
}
