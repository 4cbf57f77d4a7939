import type { Run } from '../model/generated/documents.ts';
import type { RunArchive } from '../record/ports.ts';
import type { RecorderPorts } from '../record/recorder.ts';

export interface SandboxPorts extends RecorderPorts {
  readonly runs: RunArchive;
}

export interface SandboxInput {
  readonly id: string;
  /** What the pipeline was given, byte for byte. */
  readonly bytes?: Uint8Array | undefined;
  /** Default: `application/octet-stream`. */
  readonly mediaType?: string | undefined;
}

export interface SandboxOptions {
  readonly ports: SandboxPorts;
  /** `sha256` is that of the pipeline file, where there is one. */
  readonly pipeline: Run['pipeline'];
  readonly input: SandboxInput;
  readonly assistant?: Run['assistant'] | undefined;
  readonly userId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** Default: nobody was asked. */
  readonly consent?: Run['consent'] | undefined;
  readonly environment: Run['environment'];
  /** How the record came about. A declared answer lowers it to `declared`. */
  readonly assurance: Run['assurance'];
}
