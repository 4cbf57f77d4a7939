import type { Document } from '../model/generated/documents.ts';
import type { Format } from './formats.ts';

/** The rules of this room for turning text into text. Counted up whenever the same file would give another text. */
const own = '1';

/** What turns each kind of file into text. Versions are the ones that package.json pins; a test holds the two together. */
export const extractors: Readonly<Record<Format['reader'] | 'handed-in', Document['extractor']>> = {
  'text': { name: 'evidence-gate', version: own },
  'markdown': { name: 'evidence-gate', version: own },
  'json': { name: 'evidence-gate', version: own },
  'handed-in': { name: 'evidence-gate', version: own },
  'html': { name: 'htmlparser2', version: `12.0.0+${own}` },
  'csv': { name: 'csv-parse', version: `7.0.3+${own}` },
  'tsv': { name: 'csv-parse', version: `7.0.3+${own}` },
  'pdf': { name: 'unpdf', version: `1.8.1+${own}` },
  'docx': { name: 'mammoth', version: `1.13.0+${own}` },
  'xlsx': { name: 'exceljs', version: `4.4.0+${own}` },
  'image': { name: 'tesseract.js', version: `7.0.0+${own}` },
};
