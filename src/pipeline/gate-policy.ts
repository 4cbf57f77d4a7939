import { utf8 } from '../core/bytes.ts';
import { canonicalDocument } from '../core/canonical-json.ts';
import type { JsonValue } from '../core/json.ts';
import type { GatePolicy } from '../model/generated/documents.ts';
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
  return { value, bytes: utf8(canonicalDocument(value as unknown as JsonValue)) };
}
