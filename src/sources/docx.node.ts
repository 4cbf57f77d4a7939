import { EvidenceError } from '../core/errors.ts';
import type { Block, Extraction, Piece } from './extraction.ts';
import { htmlText } from './html.ts';
import { optionalPackage } from './optional-package.node.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { checkZipBounds } from './zip-bounds.node.ts';

/** The text of a DOCX: paragraphs, headings, lists, rows of tables. Pictures, comments and deleted text stay out. */
export async function docxText(bytes: Uint8Array, limits: ReaderLimits, where: string): Promise<Extraction> {
  const { default: mammoth } = await optionalPackage('mammoth', () => import('mammoth'), where);
  checkZipBounds(bytes, limits.unfolded, where);
  const options = {
    styleMap: ["p[style-name='Title'] => h1:fresh"],
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
  };
  try {
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, options);
    return inParagraphs(htmlText(value));
  } catch (cause) {
    throw new EvidenceError('source-unreadable', { where, cause });
  }
}

/** The places of the page that mammoth wrote mean nothing to the reader of a DOCX: its paragraphs are counted instead. */
function inParagraphs({ text, blocks }: Extraction): Extraction {
  const pieces: Piece[] = [];
  const placed: Block[] = [];
  let at = 0;
  for (const [index, block] of blocks.entries()) {
    if (block.start > at) pieces.push({ start: at, end: block.start, origin: { kind: 'none' } });
    if (block.end > block.start) pieces.push({ start: block.start, end: block.end, origin: { kind: 'part', part: `paragraph ${index + 1}` } });
    placed.push({ ...block, place: { unit: 'paragraph', number: index + 1 } });
    at = block.end;
  }
  return { text, pieces, blocks: placed };
}
