import { parseArgs } from 'node:util';
import { EvidenceError } from '../core/errors.ts';

/** What the user asked for. */
export interface CommandLine {
  readonly bundles: readonly string[];
  readonly trust: string | undefined;
  readonly json: boolean;
  readonly brief: boolean;
  /** Set where the user asks about the program, and not about bundles. */
  readonly about: 'help' | 'version' | 'source' | undefined;
}

/** Reads the arguments behind the script. Throws `usage`. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parsed(args);
  const about = (['help', 'version', 'source'] as const).find((name) => values[name] === true);
  return { bundles: positionals, trust: values.trust, json: values.json === true, brief: values.brief === true, about };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        trust: { type: 'string' },
        json: { type: 'boolean' },
        brief: { type: 'boolean' },
        version: { type: 'boolean' },
        source: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    throw new EvidenceError('usage', { where: 'evidence-verify', cause });
  }
}
