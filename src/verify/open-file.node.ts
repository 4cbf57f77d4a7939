import type { ByteSource } from '../core/byte-source.ts';
import { bufferSource } from '../core/byte-source.ts';
import { crc32Node, digestOfNode } from '../core/digest.node.ts';
import { isFileSource, openFileSource, type FileSource } from '../core/file-source.node.ts';
import type { MeasureOptions } from './measure-file.node.ts';
import { openBundle, openingOf, type Opening } from './open-bundle.ts';
import { wrapperOf } from './unwrap.node.ts';
import { scanZip } from './zip-scan.ts';

/** A bundle file that is open: what question 1 says of it, and its bytes to read from. The one who opened it closes it. */
export interface OpenedFile {
  readonly opening: Opening;
  /** The ZIP itself, wherever it lies: what a wrapper holds, where the file is one. */
  readonly zip: ByteSource | FileSource;
  /** The file that the user named. */
  readonly file: ByteSource;
  close(): void;
}

/** Up to this a file is read at once: threads would take longer to start than it takes to read. */
const smallBytes = 0x80_0000;

/**
 * Opens a bundle file, wrapped or not, and asks question 1. Throws `file-missing`, `file-unreadable`, `file-changed`, and
 * `disk-full` or `file-unwritable` where a large wrapper must be expanded into a file.
 */
export async function openBundleFile(path: string, options: MeasureOptions = {}): Promise<OpenedFile> {
  const file = openFileSource(path);
  try {
    const wrapper = wrapperOf(file);
    if (wrapper === undefined) {
      const { zip, opening } = await open(file, options);
      return { zip, opening, file: zip, close: () => file.close() };
    }
    const { unwrap } = await import('./unwrap.node.ts');
    const inside = await unwrap(file, wrapper);
    if (!inside.ok) return { opening: inside, zip: file, file, close: () => file.close() };
    try {
      return {
        ...(await open(inside.source, options)),
        file,
        close: () => {
          inside.close();
          file.close();
        },
      };
    } catch (error) {
      inside.close();
      throw error;
    }
  } catch (error) {
    file.close();
    throw error;
  }
}

async function open(source: ByteSource | FileSource, options: MeasureOptions): Promise<{ readonly opening: Opening; readonly zip: ByteSource | FileSource }> {
  if (isFileSource(source) && source.length > smallBytes) return { opening: await openLarge(source, options), zip: source };
  // What lies in memory nobody can change meanwhile, and it is not read twice.
  const bytes = source.read(0, source.length);
  return { opening: openBundle(bytes, { hash: digestOfNode, checksum: crc32Node }), zip: bufferSource(bytes) };
}

async function openLarge(source: FileSource, { threads, progress }: MeasureOptions): Promise<Opening> {
  const { measureFile, startCrew } = await import('./measure-file.node.ts');
  const crew = startCrew(source.length, threads);
  try {
    const scan = scanZip(source);
    return scan.ok ? openingOf(scan.bundle, source, await measureFile(scan.bundle, source, crew, progress), digestOfNode) : scan;
  } finally {
    crew.dismiss();
  }
}
