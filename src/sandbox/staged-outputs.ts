import { isWellFormed } from '../core/bytes.ts';
import type { Digest } from '../core/digest.ts';
import { EvidenceError } from '../core/errors.ts';
import type { ArtifactRef, Run } from '../model/generated/documents.ts';
import type { Recorder } from '../record/recorder.ts';

export interface OutputOptions {
  /** Default: by the ending of the name, then `text/plain` for text and `application/octet-stream` for bytes. */
  readonly mediaType?: string;
  /** This output is the one that is judged. Default: the last text. */
  readonly final?: boolean;
}

const folder = 'outputs/';
const nameShape = /^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/;
const mediaTypeShape = /^[a-z0-9][a-z0-9.+-]*\/[a-z0-9][a-z0-9.+-]*(?:; ?[a-z0-9-]+=[A-Za-z0-9._-]+)*$/;

const mediaTypes: Readonly<Record<string, string>> = {
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
};

/** The outputs of a run. They wait here, in the record, and reach the user's folder only through promotion. */
export class StagedOutputs {
  readonly #recorder: Recorder;
  readonly #outputs: Run['outputs'] = [];
  #lastText: Digest | undefined;
  #final: Digest | undefined;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** Throws `bundle-name`, `output-name-twice` or `not-utf8`; a TypeError where a second output calls itself final. */
  add(name: string, content: string | Uint8Array, options: OutputOptions): ArtifactRef {
    const isText = typeof content === 'string';
    this.#requireFree(name);
    if (isText && !isWellFormed(content)) throw new EvidenceError('not-utf8', { where: name, cause: 'half a surrogate pair' });
    if (options.final === true && this.#final !== undefined) throw new TypeError(`output ${name} is the second that is marked final`);
    const mediaType = options.mediaType ?? mediaTypeOf(name, isText);
    if (!mediaTypeShape.test(mediaType)) throw new TypeError(`${mediaType} is not a media type`);
    const artifact = isText ? this.#recorder.textArtifact(folder + name, content, mediaType) : this.#recorder.artifact(folder + name, content, mediaType);
    this.#outputs.push({ name, artifact });
    if (isText) this.#lastText = artifact.sha256;
    if (options.final === true) this.#final = artifact.sha256;
    return artifact;
  }

  all(): Run['outputs'] {
    return [...this.#outputs];
  }

  final(): Digest | null {
    return this.#final ?? this.#lastText ?? null;
  }

  // Released side by side, on file systems that fold case: `A` and `a`, or a file `a` and a folder `a/`, cannot both be there.
  #requireFree(name: string): void {
    const segments = name.split('/');
    if (!nameShape.test(name) || segments.includes('.') || segments.includes('..') || name.length + folder.length > 200) {
      throw new EvidenceError('bundle-name', { where: `output ${JSON.stringify(name)}` });
    }
    if (this.#outputs.some((output) => clash(name, output.name))) throw new EvidenceError('output-name-twice', { where: name });
  }
}

// The first segments that differ must differ by more than case; where none differs, they are one name, or one is a folder of the other.
function clash(a: string, b: string): boolean {
  const left = a.split('/');
  const right = b.split('/');
  const at = left.findIndex((segment, index) => segment !== right[index]);
  return left[at]?.toLowerCase() === right[at]?.toLowerCase() || right[at] === undefined;
}

function mediaTypeOf(name: string, isText: boolean): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return mediaTypes[ending] ?? (isText ? 'text/plain; charset=utf-8' : 'application/octet-stream');
}
