import type { World } from './composition.ts';
import type { ExitCode } from './exit-code.ts';

/** Values of the options that were given, by their long name in camel case. */
export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One verb of the command line. `main` hands it to the argument parser; the verb does the work. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** As commander writes them: `<required>`, `[optional]`, `<many...>`. */
  readonly arguments: readonly (readonly [syntax: string, description: string])[];
  readonly options: readonly (readonly [flags: string, description: string])[];
  readonly example: string;
  run(args: readonly string[], options: Options, world: World): Promise<ExitCode>;
}

/** The text of an option, or undefined where it was not given. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The texts of an option that can be given several times, as commander gathers them for `<many...>`. */
export function textsOption(options: Options, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.map(String) : [];
}
