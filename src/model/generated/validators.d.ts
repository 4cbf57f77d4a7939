// Compiled from schemas/ by scripts/build-model.ts. Do not edit.
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
export const claim: Validator;
export const claims: Validator;
export const data_line: Validator;
export const disclosure: Validator;
export const document: Validator;
export const envelope: Validator;
export const finding: Validator;
export const gate_policy: Validator;
export const input_line: Validator;
export const pipeline: Validator;
export const promotion: Validator;
export const retrieval: Validator;
export const retrievals: Validator;
export const run: Validator;
export const source: Validator;
export const sources: Validator;
export const span: Validator;
export const statement: Validator;
export const text_map: Validator;
export const trust_policy: Validator;
export const verdict: Validator;
export const verification_report: Validator;
