import type { Category, Hostile } from './hostile.ts';
import { bombs } from './corpus/bombs.ts';
import { ends } from './corpus/ends.ts';
import { attributes, descriptors, encryption, methods } from './corpus/entries.ts';
import { layout } from './corpus/layout.ts';
import { localCentral } from './corpus/local-central.ts';
import { names } from './corpus/names.ts';
import { truncation } from './corpus/truncation.ts';
import { twins } from './corpus/twins.ts';
import { zip64 } from './corpus/zip64.ts';
import { zipdiff } from './corpus/zipdiff.ts';

/** Every hostile archive, by category. Built anew each time, always the same bytes. */
export const corpus: Readonly<Record<Category, readonly Hostile[]>> = {
  'names': names,
  'duplicates and twins': twins,
  'local against central': localCentral,
  'layout and overlap': layout,
  'end records': ends,
  'ZIP64': zip64,
  'descriptors': descriptors,
  'encryption': encryption,
  'attributes': attributes,
  'methods': methods,
  'bombs': bombs,
  'truncation': truncation,
  'ZipDiff': zipdiff,
};
