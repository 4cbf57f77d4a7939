import type { Consistency } from '../layer.ts';

export const consistency: Consistency = () => ({ layer: 'L5', name: 'consistency', version: 1, status: 'ran', findings: [], not_checked: [] });
