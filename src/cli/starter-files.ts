/** What `init` lays out: a pipeline that runs as it is, with a document to answer from. File names to contents. */
export const starterFiles: Readonly<Record<string, string>> = {
  'pipeline.yaml': `# One pipeline: where documents lie, how an answer is made, which gate it must pass, where it goes.
# Paths start at the folder of this file.
name: starter
sources:
  collection: handbook
  folder: documents
retrieve:
  top: 5
generate:
  # Answers by quoting the documents: no key, no network. For a model instead:
  #   provider: openai
  #   model: gpt-5-mini
  #   base_url: https://api.openai.com/v1
  #   api_key_env: OPENAI_API_KEY
  #   parameters: { temperature: 0, seed: 7 }
  #   prompt: { id: cited-answer-1 }
  provider: extractive
  quotes: 2
gate: gate-policy.yaml
output:
  name: answer.md
  folder: released
signer: keys/signer.key.pem
input: questions.jsonl
`,
  'gate-policy.yaml': `# Which layers must hold, and what an open question means. Every field is stated: nothing holds by default.
format: evidence-gate/gate-policy/1
name: starter
version: "1"
minimum_claims: 1          # an output with fewer claims is held: no evidence is not a pass
quotations: preferred      # required | preferred | optional
citations: required        # required | optional
unsupported: fail          # fail | review
unsure: review             # fail | review
suspected_injection: review # fail | review
minimum_coverage: 0.8      # share of a claim's content words that its evidence must hold
minimum_assurance: declared # declared | wrapper | recorder
approvers: []              # who may approve a run that is held for review
`,
  'questions.jsonl': `{"id":"support-hours","question":"When is the support desk open?"}
{"id":"refund","question":"Within how many days can a customer return a product?"}
`,
  'documents/handbook.md': `# Customer handbook

## Support desk

The support desk is open from 08:00 to 18:00 on working days. On public holidays only the emergency line is answered.

## Returns

A customer can return a product within 30 days of delivery, unless the seal of a hygiene product is broken. The refund is paid within 5 working days after the product has arrived.
`,
};
