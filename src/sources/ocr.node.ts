import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EvidenceError } from '../core/errors.ts';
import type { Extraction } from './extraction.ts';
import { optionalPackage } from './optional-package.node.ts';
import { bodyHeightOf, writePage, type PageLine } from './page-lines.ts';
import { oneLine } from './table-row.ts';
import { TextBuilder } from './text-builder.ts';

/**
 * The text of a picture by character recognition, in English, with language data from an installed package: nothing is
 * downloaded, and nothing is written to any folder. Throws `source-unreadable`.
 */
export async function ocrText(bytes: Uint8Array, where: string): Promise<Extraction> {
  const { default: tesseract } = await optionalPackage('tesseract.js', () => import('tesseract.js'), where);
  const data = await optionalPackage('@tesseract.js-data/eng', () => createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json'), where);
  const langPath = join(dirname(data), '4.0.0_best_int');
  try {
    const worker = await tesseract.createWorker('eng', tesseract.OEM.LSTM_ONLY, { langPath, gzip: true, cacheMethod: 'none', errorHandler: () => undefined });
    const { data: page } = await worker.recognize(Buffer.from(bytes), {}, { text: true, blocks: true });
    await worker.terminate();
    return written(linesOf(page));
  } catch (cause) {
    throw new EvidenceError('source-unreadable', { where, cause });
  }
}

function written(lines: readonly PageLine[]): Extraction {
  const out = new TextBuilder();
  writePage(out, 1, lines, bodyHeightOf(lines));
  return out.finish();
}

function linesOf(page: Tesseract.Page): readonly PageLine[] {
  const lines = (page.blocks ?? []).flatMap((block) => block.paragraphs).flatMap((paragraph) => paragraph.lines);
  return lines
    .map(({ text, bbox, confidence, baseline, rowAttributes }) => ({
      text: oneLine(text),
      left: bbox.x0,
      right: bbox.x1,
      base: baseline.y0,
      height: rowAttributes.rowHeight,
      box: [bbox.x0, bbox.y0, bbox.x1, bbox.y1] as const,
      confidence: Math.round(confidence * 100) / 100,
    }))
    .filter((line) => line.text !== '');
}
