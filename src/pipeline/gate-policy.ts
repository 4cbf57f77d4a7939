import type { GatePolicy } from '../model/generated/documents.ts';
import { documentBytes } from '../model/document-bytes.ts';
import { standardPolicy } from './standard-policy.ts';
import { readYaml } from './yaml-document.ts';

/** A gate policy and the bytes that its digest is of: its canonical document, whatever file it was written in. */
export interface AppliedPolicy {
  readonly value: GatePolicy;
  readonly bytes: Uint8Array;
}

/** The policy of a file, or the built-in standard one where no file is named. */
export function gatePolicy(path: string | undefined): AppliedPolicy {
  const value = path === undefined ? standardPolicy : readYaml('gate-policy', path);
  return { value, bytes: documentBytes(value) };
}
