import { utf8 } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import type { Digest } from '../../src/core/digest.ts';
import { EvidenceError } from '../../src/core/errors.ts';
import type { Retrievals, Run, Sources } from '../../src/model/generated/documents.ts';
import type { RunId } from '../../src/model/ids.ts';
import { parse } from '../../src/model/parse.ts';
import { readChain, type ReadChain } from '../../src/record/chain.ts';
import type { Journal, ObjectStore, RunArchive, RunOpening } from '../../src/record/ports.ts';
import type { RecordedRun } from '../../src/record/recorded-run.ts';
import type { SandboxOptions, SandboxPorts } from '../../src/sandbox/options.ts';

/** Keeps all that a run writes, so that a test can look at every byte of it. */
export class MemoryStore implements Journal, ObjectStore, RunArchive {
  readonly objects = new Map<Digest, Uint8Array>();
  readonly marks: string[] = [];
  readonly appended: string[] = [];
  readonly opened: RunOpening[] = [];
  readonly closed = new Map<RunId, { readonly run: Run; readonly sources: Sources; readonly retrievals: Retrievals }>();

  put(bytes: Uint8Array): Digest {
    const digest = digestOfNode(bytes);
    this.objects.set(digest, Uint8Array.from(bytes));
    return digest;
  }

  get(digest: Digest): Uint8Array | undefined {
    return this.objects.get(digest);
  }

  begin(_runId: RunId, _ordinal: number, line: string): void {
    this.marks.push(line);
  }

  append(_runId: RunId, seq: number, line: string): void {
    if (seq !== this.appended.length + 1) throw new EvidenceError('store-damaged', { cause: `line ${seq} after ${this.appended.length}` });
    this.appended.push(line);
  }

  lines(): readonly string[] {
    return this.appended;
  }

  open(opening: RunOpening): void {
    this.opened.push(opening);
  }

  close(run: Run, sources: Sources, retrievals: Retrievals): void {
    parse('run', run, 'run');
    parse('sources', sources, 'sources');
    parse('retrievals', retrievals, 'retrievals');
    this.closed.set(run.run_id, { run, sources, retrievals });
  }

  recorded(runId: RunId): RecordedRun {
    const documents = this.closed.get(runId);
    if (documents === undefined) throw new EvidenceError('run-open');
    return { ...documents, lines: this.appended, read: (digest) => this.objects.get(digest), sizeOf: (digest) => this.objects.get(digest)?.length };
  }

  /** The record, read as the later rooms read it: fails the test where it is not one unbroken chain. */
  chain(): ReadChain {
    const chain = readChain(this.appended, digestOfNode);
    if (chain.problem !== undefined) throw new Error(`line ${chain.problem.line}: ${chain.problem.why}`);
    return chain;
  }

  textOf(digest: Digest | undefined): string {
    const bytes = digest === undefined ? undefined : this.objects.get(digest);
    if (bytes === undefined) throw new Error('no such object');
    return Buffer.from(bytes).toString('utf8');
  }

  /** What was recorded behind its random first line, which must be there. */
  unsalted(digest: Digest | undefined): string {
    const [first = '', ...rest] = this.textOf(digest).split('\n');
    if (!/^salt: [0-9a-f]{32}$/.test(first)) throw new Error('no salt');
    return rest.join('\n');
  }

  /** Every byte that was written anywhere. */
  everything(): string {
    const documents = [...this.closed.values()].map((value) => JSON.stringify(value));
    const objects = [...this.objects.values()].map((bytes) => Buffer.from(bytes).toString('latin1'));
    return [...this.marks, ...this.appended, ...documents, ...objects, JSON.stringify(this.opened)].join('\n');
  }
}

/** A clock that moves one millisecond a look, and randomness that counts. */
export function portsOf(store: MemoryStore): SandboxPorts {
  let now = 1_764_000_000_000_000_000n;
  let seed = 0;
  return {
    journal: store,
    objects: store,
    runs: store,
    clock: () => (now += 1_000_000n),
    random: (length) => Uint8Array.from({ length }, () => (seed = (seed * 73 + 41) % 251)),
    hash: digestOfNode,
  };
}

export function optionsOf(store: MemoryStore, more: Partial<SandboxOptions> = {}): SandboxOptions {
  return {
    ports: portsOf(store),
    pipeline: { name: 'test' },
    input: { id: 'q1', bytes: utf8('{"id":"q1"}'), mediaType: 'application/json' },
    environment: { product_version: '0.1.0', runtime: 'node', platform: 'linux x64', time_zone: 'UTC', locale: 'en' },
    assurance: 'wrapper',
    ...more,
  };
}
