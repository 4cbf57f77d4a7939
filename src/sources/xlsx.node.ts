import type { Cell as SheetCell, Row, Worksheet } from 'exceljs';
import { EvidenceError } from '../core/errors.ts';
import type { Extraction } from './extraction.ts';
import { optionalPackage } from './optional-package.node.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { sheetValue } from './sheet-value.ts';
import { oneLine, writeRow, type Cell } from './table-row.ts';
import { TextBuilder } from './text-builder.ts';
import { checkZipBounds } from './zip-bounds.node.ts';

// Each of these unfolds a range into all of its cells: a few bytes name a million, or nothing here reads it.
const ignoreNodes = ['mergeCells', 'dataValidations', 'conditionalFormatting', 'drawing', 'picture', 'legacyDrawing', 'tableParts', 'extLst', 'rowBreaks'];

/** The text of an XLSX: each row of each visible sheet as one line with its column names. Hidden sheets, rows and columns stay out. */
export async function xlsxText(bytes: Uint8Array, limits: ReaderLimits, where: string): Promise<Extraction> {
  const { default: excel } = await optionalPackage('exceljs', () => import('exceljs'), where);
  checkZipBounds(bytes, limits.unfolded, where);
  const workbook = new excel.Workbook();
  try {
    await workbook.xlsx.load(Uint8Array.from(bytes).buffer, { ignoreNodes });
  } catch (cause) {
    throw new EvidenceError('source-unreadable', { where, cause });
  }
  const out = new TextBuilder();
  for (const sheet of workbook.worksheets) if (sheet.state === 'visible') writeSheet(out, sheet, limits, where);
  return out.finish();
}

function writeSheet(out: TextBuilder, sheet: Worksheet, limits: ReaderLimits, where: string): void {
  let names: readonly Cell[] = [];
  let last = Number.NEGATIVE_INFINITY;
  sheet.eachRow((row, number) => {
    if (row.hidden) return;
    const cells = cellsOf(sheet, row);
    const filled = cells.filter((cell) => cell.text !== '');
    const place = { within: `sheet ${sheet.name}`, unit: 'row', number } as const;
    const afterGap = number > last + 1;
    if (filled.length > 0) last = number;
    if (filled.length === 1 && (names.length === 0 || afterGap)) {
      const [only] = filled;
      out.begin({ kind: 'line', place });
      if (only !== undefined) out.add(only.text, only.origin);
    } else if (filled.length > 1 && (names.length === 0 || afterGap) && filled.every((cell) => cell.names)) {
      names = cells;
    } else writeRow(out, names, cells, place);
    if (out.length > limits.unfolded) throw new EvidenceError('source-too-large', { where, cause: `more than ${limits.unfolded} characters of text` });
  });
}

interface FoundCell extends Cell {
  /** Whether it could name a column: text, and no figure. */
  readonly names: boolean;
}

function cellsOf(sheet: Worksheet, row: Row): readonly FoundCell[] {
  const cells: FoundCell[] = [];
  row.eachCell({ includeEmpty: false }, (cell: SheetCell, column: number) => {
    if (sheet.getColumn(column).hidden) return;
    const text = oneLine(sheetValue(cell.value, cell.numFmt));
    cells[column - 1] = { text, names: typeof cell.value === 'string' && text !== '', origin: { kind: 'part', part: `${sheet.name}!${cell.address}` } };
  });
  return Array.from(cells, (cell) => cell ?? { text: '', names: false, origin: { kind: 'none' } });
}
