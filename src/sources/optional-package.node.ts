import { EvidenceError } from '../core/errors.ts';

/** Loads an optional package. Throws `source-reader-absent` naming it where it is not installed. */
export async function optionalPackage<T>(name: string, load: () => Promise<T> | T, where: string): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') throw new EvidenceError('source-reader-absent', { where, cause: name });
    throw error;
  }
}
