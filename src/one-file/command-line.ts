import { parseArgs } from 'node:util';
import { EvidenceError } from '../core/errors.ts';

/** What the user asked for. */
export interface CommandLine {
  readonly bundles: readonly string[];
  readonly trust: string | undefined;
  readonly brief: boolean;
  readonly sha256: boolean;
  /** Set where the user asks about the program, and not about bundles. */
  readonly about: 'help' | 'version' | 'source' | undefined;
}

const options = {
  trust: { type: 'string' },
  json: { type: 'boolean' },
  brief: { type: 'boolean' },
  sha256: { type: 'boolean' },
  version: { type: 'boolean' },
  source: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments behind the script. Throws `usage`. */
export function readCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const about = (['help', 'version', 'source'] as const).find((name) => values[name] === true);
    return { bundles: positionals, trust: values.trust, brief: values.brief === true, sha256: values.sha256 === true, about };
  } catch (cause) {
    throw new EvidenceError('usage', { where: 'evidence-verify', cause });
  }
}
