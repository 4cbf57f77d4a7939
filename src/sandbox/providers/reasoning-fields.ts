// Names under which compatible servers send the model's reasoning beside its answer. Inside a JSON string the quotation marks
// would be escaped, so that a match is a field, not a word of the answer.
const reasoningField = /"(?:reasoning|reasoning_content|reasoning_details|thinking|thinking_blocks)"\s*:\s*(?!null|""|\[\]|\{\}|\s)/;

/** Whether a response carries reasoning, which nobody agreed to have kept. */
export function carriesReasoning(response: string): boolean {
  return reasoningField.test(response);
}
