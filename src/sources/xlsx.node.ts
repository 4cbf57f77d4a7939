import type { Cell as SheetCell, Row, Worksheet } from 'exceljs';
import { EvidenceError } from '../core/errors.ts';
import type { Extraction, Place } from './extraction.ts';
import { optionalPackage } from './optional-package.node.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { sheetValue } from './sheet-value.ts';
import { oneLine, writeNames, writeRow, type Cell } from './table-row.ts';
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

interface Names {
  readonly cells: readonly Cell[];
  readonly place: Place;
}

/**
 * The first row of a sheet, and each behind an empty one or a title, names the columns of the rows below it if it holds two
 * or more texts and nothing else. A single cell there is a title.
 */
function writeSheet(out: TextBuilder, sheet: Worksheet, limits: ReaderLimits, where: string): void {
  let names: Names | undefined;
  let said = true;
  let last = Number.NEGATIVE_INFINITY;
  const sayNames = (): void => {
    if (!said && names !== undefined) writeNames(out, names.cells, names.place);
    said = true;
  };
  sheet.eachRow((row, number) => {
    const cells = cellsOf(sheet, row);
    const filled = cells.filter((cell) => cell.text !== '');
    if (row.hidden && number === last + 1) last = number;
    if (row.hidden || filled.length === 0) return;
    const place = { within: `sheet ${sheet.name}`, unit: 'row', number } as const;
    const begins = number > last + 1;
    last = number;
    if (begins && filled.length > 1 && filled.every((cell) => cell.isText)) {
      sayNames();
      names = { cells, place };
      said = false;
    } else if (begins && filled.length === 1) {
      sayNames();
      writeNames(out, filled, place);
      last = Number.NEGATIVE_INFINITY;
    } else {
      writeRow(out, names?.cells ?? [], cells, place);
      said = true;
    }
    if (out.length > limits.unfolded) throw new EvidenceError('source-too-large', { where, cause: `more than ${limits.unfolded} characters of text` });
  });
  sayNames();
}

interface FoundCell extends Cell {
  /** Only a text can name a column. */
  readonly isText: boolean;
}

function cellsOf(sheet: Worksheet, row: Row): readonly FoundCell[] {
  const cells: FoundCell[] = [];
  row.eachCell({ includeEmpty: false }, (cell: SheetCell, column: number) => {
    if (sheet.getColumn(column).hidden) return;
    const text = oneLine(sheetValue(cell.value, cell.numFmt));
    cells[column - 1] = { text, isText: typeof cell.value === 'string', origin: { kind: 'part', part: `${sheet.name}!${cell.address}` } };
  });
  return Array.from(cells, (cell) => cell ?? { text: '', isText: false, origin: { kind: 'none' } });
}
