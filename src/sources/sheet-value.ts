import { reasonOf } from '../core/errors.ts';

/**
 * What a reader of a sheet sees in a cell: dates as 2024-11-05, shares as per cent, other numbers as they are kept (15
 * digits, so that 0.1 + 0.2 is 0.3), the result of a formula, the text of a link.
 */
export function sheetValue(value: unknown, format: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value, format);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return dateText(value);
  if (typeof value !== 'object') return '';
  if ('richText' in value && Array.isArray(value.richText)) return value.richText.map((run: unknown) => textOf(run)).join('');
  if ('hyperlink' in value && 'text' in value) return sheetValue(value.text, format);
  if ('formula' in value || 'sharedFormula' in value) return sheetValue('result' in value ? value.result : undefined, format);
  return 'error' in value ? reasonOf(value.error) : '';
}

function textOf(run: unknown): string {
  return typeof run === 'object' && run !== null && 'text' in run && typeof run.text === 'string' ? run.text : '';
}

function numberText(value: number, format: string | undefined): string {
  const shares = format?.replaceAll(/"[^"]*"|\\./g, '').includes('%') === true;
  const shown = Number((shares ? value * 100 : value).toPrecision(15));
  return shares ? `${shown}%` : String(shown);
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}
