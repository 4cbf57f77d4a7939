import { parentPort, workerData } from 'node:worker_threads';
import { EvidenceError, reasonOf } from '../core/errors.ts';
import { unreachable } from '../core/unreachable.ts';
import { docxText } from './docx.node.ts';
import type { Extraction } from './extraction.ts';
import { ocrText } from './ocr.node.ts';
import { pdfText } from './pdf.node.ts';
import type { ReaderAnswer, ReaderTask } from './reader-thread.node.ts';
import { xlsxText } from './xlsx.node.ts';

/** The other side of reader-thread.node.ts: reads one document, answers once. */
async function read({ reader, bytes, limits, where }: ReaderTask): Promise<Extraction> {
  switch (reader) {
    case 'pdf':
      return await pdfText(bytes, limits, where);
    case 'docx':
      return await docxText(bytes, limits, where);
    case 'xlsx':
      return await xlsxText(bytes, limits, where);
    case 'image':
      return await ocrText(bytes, where);
    default:
      return unreachable(reader);
  }
}

async function answer(task: ReaderTask): Promise<ReaderAnswer> {
  try {
    return { ok: true, extraction: await read(task) };
  } catch (error) {
    if (error instanceof EvidenceError) return { ok: false, code: error.code, why: error.why };
    return { ok: false, code: 'source-unreadable', why: reasonOf(error) };
  }
}

parentPort?.postMessage(await answer(workerData as ReaderTask), []);
