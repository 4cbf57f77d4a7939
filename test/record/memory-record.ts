import { digestOfNode } from '../../src/core/digest.node.ts';
import type { Digest } from '../../src/core/digest.ts';
import type { RunId } from '../../src/model/ids.ts';
import type { Journal, ObjectStore } from '../../src/record/ports.ts';
import type { RecorderPorts } from '../../src/record/recorder.ts';

/** Ports of a recorder that keep everything in memory, with a clock that ticks a millisecond a reading and counted randomness. */
export function memoryPorts(): RecorderPorts & { readonly begun: string[]; readonly kept: Map<Digest, Uint8Array> } {
  const kept = new Map<Digest, Uint8Array>();
  const records = new Map<RunId, string[]>();
  const begun: string[] = [];
  const objects: ObjectStore = {
    put: (bytes) => {
      const digest = digestOfNode(bytes);
      kept.set(digest, bytes);
      return digest;
    },
    get: (digest) => kept.get(digest),
  };
  const journal: Journal = {
    begin: (_runId, _ordinal, line) => void begun.push(line),
    append: (runId, seq, line) => {
      const lines = records.get(runId) ?? [];
      if (seq !== lines.length + 1) throw new Error(`line ${seq} does not follow ${lines.length}`);
      records.set(runId, [...lines, line]);
    },
    lines: (runId) => records.get(runId) ?? [],
  };
  let now = 1_764_000_000_000_000_000n;
  let counter = 0;
  return {
    begun,
    kept,
    journal,
    objects,
    hash: digestOfNode,
    clock: () => (now += 1_000_000n),
    random: (length) => Uint8Array.from({ length }, () => ((counter += 7) * 31) & 0xff),
  };
}
