import type { Claim, Claims, Finding, FindingEvidence, GatePolicy, Layer, Unchecked } from '../model/generated/documents.ts';
import type { Subject, SubjectPassage } from './subject.ts';

/** What one layer said. `not_run` layers say why in `why`. */
export interface LayerOutcome {
  readonly layer: Layer;
  readonly name: string;
  readonly version: number;
  readonly status: 'ran' | 'not_run';
  readonly why?: string;
  readonly findings: readonly Finding[];
  readonly not_checked: readonly Unchecked[];
}

/** A quotation of the output that layer L2 found, to the byte, in a passage. */
export interface VerifiedQuotation {
  readonly claim_id: string;
  readonly passage: SubjectPassage;
  /** UTF-16 offsets in the passage. */
  readonly start: number;
  readonly end: number;
  /** The words as they stand in the passage. */
  readonly text: string;
}

/** What layers L0 to L2 let through to those above: the later layers see nothing else. */
export interface Cut {
  readonly subject: Subject;
  readonly claims: Claims;
  readonly quotations: readonly VerifiedQuotation[];
  /** Passages that speak to the judge or hide text: they are no evidence. */
  readonly suspect: ReadonlySet<string>;
}

/** What layer L3 says of one claim. */
export interface Grounding {
  readonly claim_id: string;
  readonly state: 'supported' | 'contradicted' | 'unsupported' | 'unsure';
  readonly basis: 'quotation' | 'retrieval' | 'none';
  /** One sentence: the claim, the closest evidence, what differs. */
  readonly reason: string;
  readonly evidence: readonly FindingEvidence[];
  readonly findings: readonly Finding[];
}

/** Layer L3 over all claims of an output. Pure: the verifier runs it again. */
export type Ground = (cut: Cut, policy: GatePolicy) => { readonly outcome: LayerOutcome; readonly groundings: readonly Grounding[] };

/** Layer L5 over all claims of an output. */
export type Consistency = (claims: readonly Claim[]) => LayerOutcome;
