import type { Finding, FindingCode, FindingEvidence, Layer } from '../model/generated/documents.ts';

/** What a finding is about: a claim by its id, or the whole output where there is none. */
export interface FindingAbout {
  readonly claim?: string | undefined;
  readonly evidence?: readonly FindingEvidence[];
}

export function finding(layer: Layer, code: FindingCode, severity: Finding['severity'], message: string, about: FindingAbout = {}): Finding {
  return { layer, code, severity, claim_id: about.claim ?? null, message: clip(message, 1000), evidence: about.evidence ?? [] };
}

/** A text short enough for a message. Never cut inside a surrogate pair, which would have no UTF-8. */
export function clip(text: string, longest = 120): string {
  if (text.length <= longest) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
  return `${text.slice(0, end)}…`;
}
