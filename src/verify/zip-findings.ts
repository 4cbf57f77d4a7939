import { mostFiles } from '../bundle/zip-profile.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { finding } from './answers.ts';

/** More are not listed: a file of a million faults is refused with the first of them. */
export const mostFindings = 1000;

export const malformed = (where: string, why: string): VerificationReportFinding => finding('integrity', 'zip-malformed', where, why);
export const notCanonical = (where: string, why: string): VerificationReportFinding => finding('integrity', 'zip-not-canonical', where, why);
export const badName = (where: string, why: string): VerificationReportFinding => finding('integrity', 'zip-name', where, why);
export const tooLarge = (where: string, why: string): VerificationReportFinding =>
  finding('integrity', 'zip-too-large', where, `${why}: this format ends at ${mostFiles} files and 16 TiB`);

/** A name before it is known to be clean: quoted, so that it cannot speak to a terminal. */
export function printable(name: string): string {
  return /^[ -~]*$/.test(name) ? name : JSON.stringify(name).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
