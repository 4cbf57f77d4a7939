import type { ArtifactRef } from '../model/generated/documents.ts';
import type { DocumentSnapshot } from '../sources/snapshot.ts';
import { generate, type Answer, type GenerateRequest } from './generation.ts';
import type { OpenRun } from './open-run.ts';
import { handIn, retrieve, type RetrievedPassage, type RetrieveRequest } from './retrieval.ts';
import type { OutputOptions } from './staged-outputs.ts';

/** All that a pipeline can do in the sandbox. Whatever it does here is in the record; there is no other way to an output. */
export interface Box {
  /** The documents that the run may retrieve from. Only those that a retrieval returns become its sources. */
  addDocuments(snapshots: readonly DocumentSnapshot[]): void;
  /** Throws `passage-unknown` where the index knows a passage that the added documents do not hold. */
  retrieve(request: RetrieveRequest): Promise<readonly RetrievedPassage[]>;
  /** Passages that were retrieved elsewhere, in the order of the documents. */
  handIn(snapshots: readonly DocumentSnapshot[]): readonly RetrievedPassage[];
  /** Throws what the provider throws (`provider-…`), or `passage-unknown`. */
  generate(request: GenerateRequest): Promise<Answer>;
  /** Stages an output under a file name. Throws `output-name-twice`, `bundle-name` or `not-utf8`. */
  output(name: string, content: string | Uint8Array, options?: OutputOptions): ArtifactRef;
}

export function boxOf(run: OpenRun): Box {
  return {
    addDocuments: (snapshots) => {
      run.requireOpen();
      run.sources.add(snapshots);
    },
    retrieve: (request) => inRun(run, async () => retrieve(run, request)),
    handIn: (snapshots) => {
      run.requireOpen();
      return handIn(run, snapshots);
    },
    generate: (request) => inRun(run, () => generate(run, request)),
    output: (name, content, options = {}) => {
      run.requireOpen();
      return run.outputs.add(name, content, options);
    },
  };
}

// A pipeline that forgets to await finds its span recorded as open; the rejection that comes later must not end the process,
// which may be in the middle of other runs. Whoever awaits the promise still gets it.
function inRun<T>(run: OpenRun, work: () => Promise<T>): Promise<T> {
  const result = (async () => {
    run.requireOpen();
    return work();
  })();
  result.catch(() => undefined);
  return result;
}
