import type { GatePolicy } from '../model/generated/documents.ts';

/** The gate policy for those who bring none: quotations preferred, citations noted, an open question is for a person. */
export const standardPolicy: GatePolicy = {
  format: 'evidence-gate/gate-policy/1',
  name: 'standard',
  version: '1',
  description: 'Quotations are preferred, and what code cannot decide is held for a person.',
  minimum_claims: 1,
  quotations: 'preferred',
  citations: 'optional',
  unsupported: 'fail',
  unsure: 'review',
  suspected_injection: 'review',
  minimum_coverage: 0.8,
  minimum_assurance: 'declared',
  approvers: [],
};
