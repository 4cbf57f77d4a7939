import type { Finding, Layer, Unchecked } from '../model/generated/documents.ts';
import type { LayerOutcome } from './layer.ts';

/** Every layer of the gate by its number: its name in records, and the version of its rules. */
export const layers: Readonly<Record<Layer, { readonly name: string; readonly version: number }>> = {
  L0: { name: 'completeness', version: 1 },
  L1: { name: 'claims', version: 1 },
  L2: { name: 'citations', version: 1 },
  L3: { name: 'grounding', version: 1 },
  L4: { name: 'auditors', version: 1 },
  L5: { name: 'consistency', version: 1 },
  L6: { name: 'policy', version: 1 },
  L7: { name: 'human', version: 1 },
};

export function ran(layer: Layer, findings: readonly Finding[], notChecked: readonly Unchecked[] = []): LayerOutcome {
  return { layer, ...layers[layer], status: 'ran', findings, not_checked: notChecked };
}

/** A layer that did not run is a question without an answer: it says so itself. */
export function notRun(layer: Layer, why: string): LayerOutcome {
  return { layer, ...layers[layer], status: 'not_run', why, findings: [], not_checked: [{ what: `${layer} ${layers[layer].name}`, why }] };
}
