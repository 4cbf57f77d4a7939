/** What a document may cost before it is refused. Documents are hostile input: a small file can unfold without end. */
export interface ReaderLimits {
  /** Bytes of the file. */
  readonly documentBytes: number;
  /** UTF-16 units of the extracted text, and bytes of what a container format unfolds to. */
  readonly unfolded: number;
  /** Milliseconds for reading a PDF, DOCX, XLSX or picture. */
  readonly millis: number;
  /** Bytes of memory that reading one of these may take. */
  readonly memory: number;
}

export const standardLimits: ReaderLimits = { documentBytes: 100_000_000, unfolded: 50_000_000, millis: 120_000, memory: 2_000_000_000 };
