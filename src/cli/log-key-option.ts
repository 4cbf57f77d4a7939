import { EvidenceError } from '../core/errors.ts';
import { parseVerifierKey, type VerifierKey } from '../transparency/verifier-key.ts';
import { textOption, type Options } from './verb.ts';

/** The text of an option that an action of `log` cannot do without. Throws `usage`. */
export function required(options: Options, name: string, action: string): string {
  const value = textOption(options, name);
  if (value === undefined) throw new EvidenceError('usage', { where: `log ${action}`, cause: `--${name} is required` });
  return value;
}

/** The key in an option, for one use. Throws `note-malformed` where it is none, or one for another use. */
export function keyOption(options: Options, name: string, use: VerifierKey['use']): VerifierKey {
  const key = parseVerifierKey(required(options, name, name));
  if (typeof key !== 'string' && key.use === use) return key;
  throw new EvidenceError('note-malformed', { where: `--${name}`, cause: typeof key === 'string' ? key : `it is the key of a ${key.use}` });
}
