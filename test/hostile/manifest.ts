import { fileURLToPath } from 'node:url';
import type { VerificationReportCode } from '../../src/model/generated/documents.ts';
import { openBundle } from '../../src/verify/open-bundle.ts';
import { tools, top, type Category, type Hostile } from './hostile.ts';

/** What must name one archive: the first finding, with TOP for the top folder. */
export interface ManifestRow {
  readonly category: Category;
  readonly name: string;
  readonly code: VerificationReportCode | 'accepted';
  readonly where: string;
}

export const manifestPath: string = fileURLToPath(new URL('manifest.json', import.meta.url));

/** What question 1 says of each archive. */
export function manifestOf(corpus: Readonly<Record<Category, readonly Hostile[]>>): readonly ManifestRow[] {
  return Object.entries(corpus).flatMap(([category, list]) => list.map((hostile) => rowOf(category as Category, hostile)));
}

function rowOf(category: Category, { name, make }: Hostile): ManifestRow {
  const opening = openBundle(make(), tools);
  const first = opening.ok ? undefined : opening.findings[0];
  return { category, name, code: first?.code ?? 'accepted', where: (first?.where ?? '').replaceAll(top, 'TOP') };
}
