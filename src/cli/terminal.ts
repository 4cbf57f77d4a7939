/** Where a command writes. With `--json` one document goes to stdout and people's text to stderr. */
export interface Terminal {
  readonly json: boolean;
  readonly paint: Paint;
  /** One line for a person. */
  say(line?: string): void;
  /** One line on stderr, for what went wrong. */
  complain(line: string): void;
  /** The one document of `--json`; silent otherwise. */
  document(value: unknown): void;
  /** The stream a progress bar may draw on, or undefined where there is no terminal. */
  readonly progressStream: NodeJS.WriteStream | undefined;
}

export type Colour = 'red' | 'green' | 'yellow' | 'grey' | 'bold';
export type Paint = (colour: Colour, text: string) => string;

export interface TerminalOptions {
  readonly json: boolean;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** NO_COLOR (no-color.org) is set to something. */
  readonly noColour: boolean;
}

const codes: Readonly<Record<Colour, readonly [number, number]>> = { red: [31, 39], green: [32, 39], yellow: [33, 39], grey: [90, 39], bold: [1, 22] };

export function openTerminal({ json, stdout, stderr, noColour }: TerminalOptions): Terminal {
  const people = json ? stderr : stdout;
  const colourful = people.isTTY === true && !noColour;
  return {
    json,
    paint: (colour, text) => (colourful ? `\u001b[${codes[colour][0]}m${text}\u001b[${codes[colour][1]}m` : text),
    say: (line = '') => void people.write(`${line}\n`),
    complain: (line) => void stderr.write(`${line}\n`),
    document: (value) => {
      if (json) stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
    },
    progressStream: stderr.isTTY === true ? stderr : undefined,
  };
}
