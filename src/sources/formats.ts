import type { MediaType } from '../model/generated/documents.ts';

/** Which reader takes a file, and what it is. */
export interface Format {
  readonly reader: 'text' | 'markdown' | 'html' | 'csv' | 'tsv' | 'json' | 'pdf' | 'docx' | 'xlsx' | 'image';
  readonly mediaType: MediaType;
}

const office = 'application/vnd.openxmlformats-officedocument';

// No TIFF and no BMP: tesseract.js 7 cannot open the first and garbles the second where it is not in 24-bit colour.
const formats: Readonly<Record<string, Format>> = {
  txt: { reader: 'text', mediaType: 'text/plain' },
  text: { reader: 'text', mediaType: 'text/plain' },
  md: { reader: 'markdown', mediaType: 'text/markdown' },
  markdown: { reader: 'markdown', mediaType: 'text/markdown' },
  html: { reader: 'html', mediaType: 'text/html' },
  htm: { reader: 'html', mediaType: 'text/html' },
  xhtml: { reader: 'html', mediaType: 'application/xhtml+xml' },
  csv: { reader: 'csv', mediaType: 'text/csv' },
  tsv: { reader: 'tsv', mediaType: 'text/tab-separated-values' },
  json: { reader: 'json', mediaType: 'application/json' },
  pdf: { reader: 'pdf', mediaType: 'application/pdf' },
  docx: { reader: 'docx', mediaType: `${office}.wordprocessingml.document` },
  xlsx: { reader: 'xlsx', mediaType: `${office}.spreadsheetml.sheet` },
  png: { reader: 'image', mediaType: 'image/png' },
  jpg: { reader: 'image', mediaType: 'image/jpeg' },
  jpeg: { reader: 'image', mediaType: 'image/jpeg' },
  webp: { reader: 'image', mediaType: 'image/webp' },
};

/** The extension of a file name in small letters, without its dot; empty where there is none. */
export function extensionOf(name: string): string {
  return /[^/]\.([A-Za-z0-9]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** By the extension of a file name, or undefined where no reader takes it. */
export function formatOf(name: string): Format | undefined {
  const extension = extensionOf(name);
  return Object.hasOwn(formats, extension) ? formats[extension] : undefined;
}
