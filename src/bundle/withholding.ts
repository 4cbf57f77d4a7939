import type { ArtifactRef } from '../model/generated/documents.ts';
import { isSalted } from '../record/salted.ts';

const folders = ['data/prompts/', 'data/reasoning/', 'data/tools/', 'data/judges/', 'data/sources/'];

/** Whether a copy may leave this file out, by its path: what people may see less of, never what was claimed, judged or released. */
export function mayBeWithheld(path: string): boolean {
  return folders.some((folder) => path.startsWith(folder));
}

/**
 * Whether an artifact may be left out. Its digest stays, so it carries a salt; but for a source, whose digest is that of the
 * document as published, for whoever has it to compare.
 */
export function hidesItsContent(ref: ArtifactRef): boolean {
  return isSalted(ref) || ref.uri.startsWith('sources/');
}
