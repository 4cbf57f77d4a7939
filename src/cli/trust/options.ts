import { asInstant, instant, millisOf, type Clock, type Instant } from '../../core/clock.ts';
import { EvidenceError } from '../../core/errors.ts';
import { keyIdOf } from '../../core/key-id.ts';
import { publicKeyFromFile } from '../../bundle/key-files.node.ts';
import type { Span } from '../../trust/policy-changes.ts';
import type { Trust } from '../../trust/trust-policy.ts';
import { roles, type Role } from '../../trust/trusted-keys.ts';
import { textOption, type Options } from '../verb.ts';

const millisInYear = 365 * 24 * 3600 * 1000;
const nanosInDay = 86_400n * 1_000_000_000n;

/** The text of an option without which the action makes no sense. */
export function neededText(options: Options, name: string, flag: string): string {
  const value = textOption(options, name);
  if (value === undefined) throw new EvidenceError('usage', { where: flag, cause: 'it is required here' });
  return value;
}

/** A moment as people write it: a day, or a time in UTC with or without milliseconds. Of a day, `edge` says which end. */
export function momentOf(text: string, flag: string, edge: 'start' | 'end'): Instant {
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T${edge === 'start' ? '00:00:00.000' : '23:59:59.999'}Z` : text.replace(/^([^.]*\d)Z$/, '$1.000Z');
  const moment = asInstant(whole);
  if (moment === undefined)
    throw new EvidenceError('usage', { where: flag, cause: `"${text}" is no day (2026-11-24) and no moment in UTC (2026-11-24T17:00:00Z)` });
  return moment;
}

export function momentOption(options: Options, name: string, flag: string, edge: 'start' | 'end'): Instant | undefined {
  const text = textOption(options, name);
  return text === undefined ? undefined : momentOf(text, flag, edge);
}

export function wholeNumber(text: string, flag: string, least: number, most: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < least || Number(text) > most)
    throw new EvidenceError('usage', { where: flag, cause: `a whole number from ${least} to ${most}` });
  return Number(text);
}

/** A log or an authority is often named after it has first been used: what it did on the same day counts. */
function today(clock: Clock): Instant {
  const now = clock();
  return instant(now - (now % nanosInDay));
}

/** The window that --from, --to and --years give: from this day (UTC) on, for two years of 365 days, where they are silent. */
export function spanFrom(options: Options, clock: Clock, start?: Instant): Span {
  const valid_from = momentOption(options, 'from', '--from', 'start') ?? start ?? today(clock);
  const to = momentOption(options, 'to', '--to', 'end');
  const years = textOption(options, 'years');
  if (to !== undefined && years !== undefined) throw new EvidenceError('usage', { where: '--years', cause: 'give --to or --years, not both' });
  const length = wholeNumber(years ?? '2', '--years', 1, 30) * millisInYear;
  return { valid_from, valid_to: to ?? instant(BigInt(millisOf(valid_from) + length) * 1_000_000n) };
}

export function roleOf(text: string, flag: string): Role {
  const role = roles.find((one) => one === text);
  if (role === undefined) throw new EvidenceError('usage', { where: flag, cause: `"${text}" is no role: ${roles.join(', ')}` });
  return role;
}

/** `left=right`, cut at the first equals sign. */
export function pairOf(text: string, flag: string): readonly [left: string, right: string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new EvidenceError('usage', { where: flag, cause: `"${text}" has not the form NAME=VALUE` });
  return [text.slice(0, at), text.slice(at + 1)];
}

/** The id of a key of a policy: given whole, by its first eight digits or more, or as a public key file (PEM). */
export function keyIdNamed(text: string, { keys }: Trust): string {
  const id = /^[0-9a-f]{8,64}$/.test(text) ? text : keyIdOf(publicKeyFromFile(text));
  const [found, ...more] = [...keys.keys()].filter((one) => one.startsWith(id));
  if (found === undefined) throw new EvidenceError('usage', { where: '--key', cause: `the policy does not know the key ${text}` });
  if (more.length > 0) throw new EvidenceError('usage', { where: '--key', cause: `${text} is the beginning of several keys` });
  return found;
}
