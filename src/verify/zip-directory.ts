import type { ByteSource } from '../core/byte-source.ts';
import { longestName } from '../bundle/names.ts';
import { Fields } from '../bundle/zip-fields.ts';
import { centralRecordBase, elsewhere32, localHeaderLength, putCentralExtra, putCentralFields } from '../bundle/zip-profile.ts';
import type { VerificationReportFinding } from '../model/generated/documents.ts';
import { u64, viewOf, type DirectoryPlace } from './zip-end.ts';
import { badName, malformed } from './zip-findings.ts';

/** One record of the directory. The same object stands for the next one too: take from it what you need. */
export interface DirectoryRecord {
  name: Uint8Array;
  size: number;
  crc: number;
  /** Where its entry begins, by the entries before it: what the record itself says of that is only compared. */
  headerAt: number;
  /** Whether it is, byte for byte, what name, size, CRC and place give. */
  isCanonical: boolean;
}

/**
 * Shows the records of a central directory one after the other, read piece by piece, until `take` has seen enough and gives
 * false. Gives a finding where a record cannot be told from what follows it.
 */
export function readDirectory(
  source: ByteSource,
  { count, offset, size }: DirectoryPlace,
  take: (record: DirectoryRecord, index: number) => boolean,
): VerificationReportFinding | undefined {
  const end = offset + size;
  const record: DirectoryRecord = { name: new Uint8Array(0), size: 0, crc: 0, headerAt: 0, isCanonical: false };
  const expected = new Expected();
  let window = new Window(source, offset, end);
  for (let index = 0; index < count; index += 1) {
    const where = `central directory, record ${index + 1}`;
    if (window.left < longestRecord && window.at + window.left < end) window = new Window(source, window.at, end);
    if (!window.take(record, expected)) return malformed(where, 'no record begins here, or it reaches out of the directory');
    if (record.name.length > longestName) return badName(where, `a name of ${record.name.length} bytes; ${longestName} are allowed`);
    if (!take(record, index)) return undefined;
    record.headerAt += localHeaderLength(record) + record.size;
  }
  return window.at === end ? undefined : malformed('central directory', 'it holds more than its records');
}

/** Some 1 MiB of the directory. */
class Window {
  readonly #from: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #next = 0;

  constructor(source: ByteSource, from: number, end: number) {
    this.#from = from;
    this.#bytes = source.read(from, Math.min(end - from, windowLength));
    this.#view = viewOf(this.#bytes);
  }

  get at(): number {
    return this.#from + this.#next;
  }

  get left(): number {
    return this.#bytes.length - this.#next;
  }

  /** Whether a record begins here and ends in this window; it is then in `into`. */
  take(into: DirectoryRecord, expected: Expected): boolean {
    const at = this.#next;
    const view = this.#view;
    if (this.left < centralRecordBase || view.getUint32(at, true) !== 0x0201_4b50) return false;
    const nameAt = at + centralRecordBase;
    const extraAt = nameAt + view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const behind = extraAt + extraLength + view.getUint16(at + 32, true);
    if (behind > this.#bytes.length) return false;
    const field = view.getUint32(at + 24, true);
    into.name = this.#bytes.subarray(nameAt, extraAt);
    into.size = field === elsewhere32 && extraLength >= 12 ? u64(view, extraAt + 4) : field;
    into.crc = view.getUint32(at + 16, true);
    into.isCanonical = expected.isAt(this.#bytes, at, nameAt, extraAt, behind, into);
    this.#next = behind;
    return true;
  }
}

/** What a record must be, written again. Its name is taken from it, so that only what stands before and behind is compared. */
class Expected {
  readonly #bytes = new Uint8Array(0x100);
  readonly #fields = new Fields(this.#bytes);

  isAt(bytes: Uint8Array, at: number, nameAt: number, extraAt: number, behind: number, { size, crc, headerAt }: DirectoryRecord): boolean {
    const to = this.#fields;
    to.at = 0;
    putCentralFields(to, extraAt - nameAt, size, crc, headerAt);
    putCentralExtra(to, size, headerAt);
    if (to.at !== centralRecordBase + behind - extraAt) return false;
    for (let i = 0; i < centralRecordBase; i += 1) if (bytes[at + i] !== this.#bytes[i]) return false;
    for (let i = extraAt; i < behind; i += 1) if (bytes[i] !== this.#bytes[centralRecordBase + i - extraAt]) return false;
    return true;
  }
}

const windowLength = 0x10_0000;
/** Whatever three lengths of 16 bits say. */
const longestRecord: number = centralRecordBase + 3 * 0xffff;
