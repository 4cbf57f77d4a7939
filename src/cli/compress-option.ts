import { compressions, type Compression } from '../bundle/compress.node.ts';
import { EvidenceError } from '../core/errors.ts';
import { textOption, type Options, type Verb } from './verb.ts';

/** The option of the verbs that write bundles: `--compress zst`, `--compress gz`. */
export const compressOption: Verb['options'][number] = ['--compress <how>', 'wrap the whole bundle: zst or gz; verify, inspect and open take it as it is'];

/** Throws `usage`. */
export function compressionIn(options: Options): Compression | undefined {
  const wanted = textOption(options, 'compress');
  const compression = compressions.find((name) => name === wanted);
  if (wanted !== undefined && compression === undefined)
    throw new EvidenceError('usage', { where: '--compress', cause: `${compressions.join(' or ')}, and not ${wanted}` });
  return compression;
}
