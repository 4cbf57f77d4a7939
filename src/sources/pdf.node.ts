import { EvidenceError } from '../core/errors.ts';
import type { Extraction } from './extraction.ts';
import { optionalPackage } from './optional-package.node.ts';
import { bodyHeightOf, writePage, type PageLine } from './page-lines.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { oneLine } from './table-row.ts';
import { TextBuilder } from './text-builder.ts';

/** The text of a PDF, page by page. A PDF that holds pictures of text only has none. Throws `source-unreadable` or `source-too-large`. */
export async function pdfText(bytes: Uint8Array, limits: ReaderLimits, where: string): Promise<Extraction> {
  const { getDocumentProxy } = await optionalPackage('unpdf', () => import('unpdf'), where);
  // Nothing is fetched and nothing in the file is run: no fonts, no character maps, no scripts of pdf.js' own making.
  const offline = { useSystemFonts: false, disableFontFace: true, useWorkerFetch: false, verbosity: 0 } as const;
  const pdf = await getDocumentProxy(bytes, offline).catch((cause: unknown) => {
    throw new EvidenceError('source-unreadable', { where, cause });
  });
  const pages: (readonly PageLine[])[] = [];
  let length = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const lines = linesOf((await page.getTextContent()).items);
    length += lines.reduce((sum, line) => sum + line.text.length, 0);
    if (length > limits.unfolded) throw new EvidenceError('source-too-large', { where, cause: `more than ${limits.unfolded} characters of text` });
    pages.push(lines);
    page.cleanup();
  }
  return written(pages);
}

function written(pages: readonly (readonly PageLine[])[]): Extraction {
  const out = new TextBuilder();
  const bodyHeight = bodyHeightOf(pages.flat());
  for (const [index, lines] of pages.entries()) writePage(out, index + 1, lines, bodyHeight);
  return out.finish();
}

/** What pdf.js gives for a run of letters; the marks of tagged content have none of it. */
interface TextItem {
  readonly str: string;
  readonly width: number;
  readonly height: number;
  readonly transform: readonly number[];
}

function linesOf(items: readonly unknown[]): readonly PageLine[] {
  const lines: PageLine[] = [];
  let line: PageLine | undefined;
  for (const item of items.filter(isTextItem)) {
    if (item.str.trim() === '') {
      if (line !== undefined && item.str !== '') line = { ...line, text: `${line.text} ` };
      continue;
    }
    const [left, base] = [item.transform[4] ?? 0, -(item.transform[5] ?? 0)];
    const height = item.height > 0 ? item.height : Math.abs(item.transform[3] ?? 0);
    const run = { text: item.str, left, right: left + item.width, base, height };
    if (line !== undefined && Math.abs(line.base - base) < height / 2) line = joined(line, run);
    else {
      if (line !== undefined) lines.push(line);
      line = run;
    }
  }
  return [...lines, ...(line === undefined ? [] : [line])].map((found) => ({ ...found, text: oneLine(found.text) })).filter((found) => found.text !== '');
}

function joined(line: PageLine, run: PageLine): PageLine {
  const apart = run.left - line.right > 0.2 * run.height ? ' ' : '';
  return { ...line, text: `${line.text}${apart}${run.text}`, right: Math.max(line.right, run.right), height: Math.max(line.height, run.height) };
}

function isTextItem(item: unknown): item is TextItem {
  return typeof item === 'object' && item !== null && 'str' in item && 'transform' in item;
}
