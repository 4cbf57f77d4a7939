// Made from schemas/ by scripts/build-model.ts. Do not edit.
import type { Digest } from '../../core/digest.ts';
import type { Instant, UnixNano } from '../../core/clock.ts';
import type { RunId, TraceId, SpanId, RetrievalId } from '../ids.ts';
import type { TextRange } from '../../core/text-offsets.ts';

/**
 * Relative path of ASCII names, no dot segments.
 */
export type Path = string
export type MediaType = string
export type Layer = ("L0" | "L1" | "L2" | "L3" | "L4" | "L5" | "L6" | "L7")
export type FindingCode = ("run-failed" | "span-open" | "record-broken" | "artifact-missing" | "artifact-altered" | "source-altered" | "context-truncated" | "retrieved-after-generation" | "output-missing" | "output-not-text" | "output-empty" | "no-claims" | "text-uncovered" | "citation-unknown" | "citation-unresolved" | "claim-uncited" | "quotation-missing" | "quotation-not-found" | "quotation-wrong-source" | "injection-suspected" | "hidden-text" | "no-evidence" | "evidence-thin" | "number-mismatch" | "unit-mismatch" | "date-mismatch" | "name-unsupported" | "negation-mismatch" | "quantifier-mismatch" | "direction-mismatch" | "condition-dropped" | "certainty-raised" | "binding-unclear" | "language-unsupported" | "claims-contradict" | "sum-mismatch" | "two-values" | "policy-minimum-claims" | "policy-assurance" | "human-approved" | "human-rejected")
export type VerdictResult = ("pass" | "fail" | "review")
export type SpanStage = ("run" | "retrieval" | "generation" | "tool" | "layered_cot_validation" | "validation_layer" | "human_review" | "promotion")
export type SpanAgentRole = ("orchestrator" | "retriever" | "generator" | "tool" | "governance_auditor" | "reviewer" | "promoter")
/**
 * bytes: a range of the original, either the same text or text that was decoded from it. part: a place in a container format. page: a page of a PDF or a picture. none: put in by the extractor (a line break between paragraphs).
 */
export type TextMapOrigin = ({
readonly kind: "bytes"
readonly byte_start: number
readonly byte_end: number
} | {
readonly kind: "part"
readonly part: string
} | {
readonly kind: "page"
readonly page: number
/**
 * left, top, right, bottom in pixels of the picture
 */
readonly box?: readonly number[]
/**
 * of the character recognition, in per cent
 */
readonly confidence?: number
} | {
readonly kind: "none"
})
export type VerificationReportCode = ("zip-malformed" | "zip-not-canonical" | "zip-name" | "zip-too-large" | "file-missing" | "file-unlisted" | "manifest-malformed" | "manifest-mismatch" | "tagmanifest-mismatch" | "subject-mismatch" | "bag-malformed" | "signature-missing" | "envelope-malformed" | "statement-malformed" | "signature-invalid" | "signer-unknown" | "key-outside-window" | "key-revoked" | "threshold-unmet" | "signature-copy-differs" | "not-time-anchored" | "layers-not-rerun" | "verdict-not-promotable" | "verdict-differs" | "promotion-unsupported" | "document-malformed" | "schema-violation" | "record-broken" | "span-open" | "span-tree-broken" | "reference-unresolved" | "source-differs" | "count-mismatch" | "identity-mismatch" | "readme-differs" | "schema-differs" | "wrapper-malformed" | "wrapper-too-large" | "timestamp-malformed" | "timestamp-invalid" | "time-contradiction" | "log-proof-malformed" | "log-proof-invalid" | "log-quorum-unmet" | "not-logged" | "withheld-malformed" | "withheld-not-allowed")

/**
 * A piece of the output: a claim, which can be true or false, or a declared non-claim, with the reason why it is none.
 */
export interface Claim {
readonly claim_id: string
readonly kind: ("claim" | "non_claim")
readonly text: string
/**
 * In the output.
 */
readonly range: TextRange
readonly citations: readonly ClaimCitation[]
readonly quotations: readonly ClaimQuotation[]
readonly non_claim_reason?: ("heading" | "greeting" | "question" | "reference_list" | "markup" | "meta" | "code")
}
export interface ClaimCitation {
readonly retrieval_id: RetrievalId
/**
 * [doc:…], [1] with a reference list, or a JSON field.
 */
readonly form: ("bracket" | "numbered" | "json")
readonly range: TextRange
}
export interface ClaimQuotation {
readonly text: string
readonly range: TextRange
/**
 * The source that the output names for it, where it names one.
 */
readonly retrieval_id?: RetrievalId
}
/**
 * The output cut into claims and declared non-claims, with what is covered.
 */
export interface Claims {
readonly output_sha256: Digest
/**
 * prose: Markdown or plain text. json: a cited answer.
 */
readonly form: ("prose" | "json")
readonly claims: readonly Claim[]
readonly coverage: {
readonly bytes: number
readonly covered_bytes: number
readonly uncovered: readonly TextRange[]
}
}
/**
 * One line of plain data to judge: an answer and its sources. Further fields are the owner's and are not read.
 */
export interface DataLine {
readonly id: string
readonly sources: {
readonly retrieval_id: RetrievalId
readonly text: string
}[]
readonly output: string
readonly [k: string]: unknown
}
/**
 * What a disclosure copy of a bundle leaves out. It is in no manifest and nobody signs it: the manifest still lists each of these files.
 */
export interface Disclosure {
readonly format: "evidence-gate/disclosure/1"
/**
 * In the order of bytes of the path.
 */
readonly withheld: {
readonly path: Path
readonly reason: string
}[]
}
/**
 * A snapshot of one document: its original bytes, its extracted text, and the map between them.
 */
export interface Document {
readonly document_id: RetrievalId
/**
 * Where the document came from, as the user named it.
 */
readonly uri: string
readonly media_type: MediaType
readonly original: ArtifactRef
readonly text: ArtifactRef
readonly map: ArtifactRef
/**
 * What turned the original into text.
 */
readonly extractor: {
readonly name: string
readonly version: string
}
readonly retrieved_at: Instant
readonly title?: string
}
/**
 * Immutable bytes. The reference resolves by sha256; the uri is the name under data/ that they were recorded with.
 */
export interface ArtifactRef {
readonly uri: Path
readonly sha256: Digest
readonly bytes: number
readonly media_type: MediaType
}
/**
 * DSSE envelope with one signature over the exact payload bytes.
 */
export interface Envelope {
readonly payloadType: "application/vnd.in-toto+json"
readonly payload: string
readonly signatures: {
readonly keyid: string
readonly sig: string
}[]
}
/**
 * What a layer says of a claim, or of the whole output where claim_id is null.
 */
export interface Finding {
readonly layer: Layer
readonly code: FindingCode
/**
 * block: nothing else counts. fail: the claim does not hold. review: a person decides. note: for the reader.
 */
readonly severity: ("block" | "fail" | "review" | "note")
readonly claim_id: (string | null)
/**
 * One sentence for a reviewer.
 */
readonly message: string
readonly evidence: readonly FindingEvidence[]
}
export interface FindingEvidence {
readonly retrieval_id: RetrievalId
/**
 * Of the passage.
 */
readonly sha256: Digest
/**
 * In the passage.
 */
readonly range: TextRange
readonly text: string
}
/**
 * Which layers must hold, and what an open question means. Every field is stated: nothing holds by default.
 */
export interface GatePolicy {
readonly format: "evidence-gate/gate-policy/1"
readonly name: string
readonly version: string
/**
 * An output with fewer claims is held: no evidence is not a pass.
 */
readonly minimum_claims: number
/**
 * required: a claim without a verified quotation is at best unsure. preferred: a claim without one needs more coverage. optional: quotation and retrieval count the same.
 */
readonly quotations: ("required" | "preferred" | "optional")
/**
 * required: a claim that cites nothing is a failure. optional: it is noted.
 */
readonly citations: ("required" | "optional")
/**
 * What a claim without support means for the run.
 */
readonly unsupported: ("fail" | "review")
/**
 * What a claim that code cannot decide means for the run.
 */
readonly unsure: ("fail" | "review")
/**
 * What a source that speaks to the judge means for the run.
 */
readonly suspected_injection: ("fail" | "review")
/**
 * Share of the content words of a claim that its evidence must hold.
 */
readonly minimum_coverage: number
/**
 * How well the record must be vouched for.
 */
readonly minimum_assurance: ("declared" | "wrapper" | "recorder")
/**
 * Who may approve a run that is held for review. Empty: nobody.
 */
readonly approvers: readonly string[]
readonly description?: string
}
/**
 * One line of a pipeline input.
 */
export interface InputLine {
readonly id: string
readonly question: string
/**
 * For the provider "declared": the answer that was made elsewhere.
 */
readonly answer?: string
/**
 * Passages that the caller retrieved elsewhere.
 */
readonly sources?: readonly InputLineHandedSource[]
readonly user_id?: string
readonly session_id?: string
readonly consent?: {
readonly state: ("not_asked" | "granted" | "refused" | "withdrawn")
readonly scope: readonly string[]
readonly by?: string
readonly at?: Instant
}
/**
 * Overrides the provider of the pipeline for this line.
 */
readonly provider?: ("extractive" | "declared")
/**
 * What should become of it; compared under --expect.
 */
readonly expect?: ("promoted" | "held" | "rejected")
}
export interface InputLineHandedSource {
readonly retrieval_id: RetrievalId
readonly text: string
readonly uri?: string
readonly title?: string
}
/**
 * One pipeline: where documents lie, how an answer is made, which gate it must pass, where it goes.
 */
export interface Pipeline {
readonly name: string
readonly generate: ({
readonly provider: "extractive"
/**
 * How many quotations an answer holds at most (3).
 */
readonly quotes?: number
} | {
readonly provider: "declared"
} | {
readonly provider: "openai"
readonly model: string
/**
 * The prompt, as text or as a file from the folder of this file. Absent: the built-in one, which asks for cited quotations.
 */
readonly prompt?: ({
readonly id: string
readonly text: string
} | {
readonly id: string
readonly file: string
})
readonly base_url?: string
/**
 * Name of the environment variable that holds the key (OPENAI_API_KEY).
 */
readonly api_key_env?: string
readonly parameters?: Parameters
readonly stream?: boolean
readonly retries?: number
readonly timeout_seconds?: number
})
/**
 * Path of the gate policy, from the folder of this file.
 */
readonly gate: string
readonly output: {
readonly name: Path
/**
 * Where promoted runs are released, from the folder of this file.
 */
readonly folder: string
}
readonly description?: string
readonly sources?: {
readonly collection: string
/**
 * Where documents lie, from the folder of this file. Their names in retrieval ids start here.
 */
readonly folder: string
/**
 * Files and folders to take, from that folder (all of it).
 */
readonly paths?: readonly string[]
/**
 * Length of a passage that the chunker aims at (900).
 */
readonly chunk_characters?: number
}
readonly retrieve?: {
/**
 * How many passages a question gets at most (5).
 */
readonly top: number
}
/**
 * Path of the private key (PEM), from the folder of this file.
 */
readonly signer?: string
readonly concurrency?: number
readonly assistant?: {
readonly name: string
readonly version?: string
}
/**
 * Path of the input lines (JSONL), from the folder of this file; --input overrides it.
 */
readonly input?: string
}
/**
 * What the generator was asked for. Absent means: not sent, the provider's default holds.
 */
export interface Parameters {
readonly temperature?: number
readonly top_p?: number
readonly seed?: number
readonly max_tokens?: number
}
export interface ByteRange {
readonly byte_start: number
readonly byte_end: number
}
/**
 * How many lines the span record had, and the digest of the last of them (of nothing, where there was none).
 */
export interface RecordHead {
readonly spans: number
readonly sha256: Digest
}
export interface PromptRef {
readonly id: string
readonly sha256: Digest
}
/**
 * A question that had no answer, and why.
 */
export interface Unchecked {
readonly what: string
readonly why: string
}
/**
 * Who or what let the run out of the sandbox, on which verdict, and what was released.
 */
export interface Promotion {
readonly format: "evidence-gate/promotion/1"
readonly run_id: RunId
readonly verdict: ArtifactRef
readonly claims: ArtifactRef
readonly policy: ArtifactRef
readonly decided_by: {
readonly kind: ("gate" | "person")
readonly id: string
readonly reason?: string
readonly at?: Instant
}
readonly promoted_at: Instant
readonly released: {
readonly name: Path
readonly artifact: ArtifactRef
}[]
readonly record: RecordHead
}
/**
 * One query with its parameters, and the ranked retrieval ids that came back.
 */
export interface Retrieval {
readonly span_id: SpanId
readonly query: string
/**
 * bm25: our embedded lexical index. handed_in: the caller retrieved elsewhere and brought the passages.
 */
readonly method: ("bm25" | "handed_in")
/**
 * All that the ranking depends on.
 */
readonly parameters: {
readonly [k: string]: string | number | boolean
}
readonly index: {
readonly name: string
readonly version: string
readonly passages: number
/**
 * Of the lines "<retrieval id> <passage sha256>\n" of all passages searched, sorted by bytes.
 */
readonly sha256: Digest
}
readonly results: {
readonly retrieval_id: RetrievalId
readonly rank: number
readonly score?: number
}[]
readonly at: UnixNano
}
/**
 * All retrievals of a run, in order.
 */
export interface Retrievals {
readonly retrievals: readonly Retrieval[]
}
/**
 * One pipeline execution, as the sandbox closed it. The spans stand in the record beside it.
 */
export interface Run {
readonly format: "evidence-gate/run/1"
readonly run_id: RunId
readonly trace_id: TraceId
readonly pipeline: {
readonly name: string
/**
 * Of the pipeline file.
 */
readonly sha256?: Digest
}
readonly input: {
readonly id: string
readonly artifact: ArtifactRef
}
readonly assistant: ({
readonly name: string
readonly version?: string
} | null)
readonly user_id: (string | null)
readonly session_id: (string | null)
/**
 * Whether the user agreed to what was captured.
 */
readonly consent: {
readonly state: ("not_asked" | "granted" | "refused" | "withdrawn")
readonly scope: readonly string[]
readonly by?: string
readonly at?: Instant
}
readonly tool_calls: {
readonly call_id: string
readonly span_id: SpanId
readonly name: string
readonly arguments_sha256: Digest
readonly result_sha256: (Digest | null)
}[]
readonly reasoning: {
readonly allowed: boolean
readonly captured: boolean
readonly redacted: boolean
readonly reason: string
}
readonly outputs: {
readonly name: Path
readonly artifact: ArtifactRef
}[]
/**
 * Of the output that is judged.
 */
readonly final_output: (Digest | null)
readonly environment: {
readonly product_version: string
readonly runtime: string
readonly platform: string
readonly time_zone: string
readonly locale: string
}
/**
 * All that a second execution needs to be the same.
 */
readonly replay: {
readonly provider: string
readonly model: ({
readonly requested: string
readonly answered?: string
} | null)
readonly parameters: Parameters
readonly prompt: (PromptRef | null)
/**
 * Of sources.json.
 */
readonly retrieval_snapshot: Digest
}
/**
 * How the record came about.
 */
readonly assurance: ("declared" | "wrapper" | "recorder" | "imported")
readonly isolation: ("none" | "unshare" | "bubblewrap")
readonly not_captured: readonly Unchecked[]
readonly started_at: Instant
readonly ended_at: Instant
readonly status: ("closed" | "failed")
readonly error: ({
readonly code: string
readonly message: string
} | null)
readonly record: RecordHead
}
/**
 * One retrieved passage: a range of the extracted text of one document, named by its retrieval id.
 */
export interface Source {
readonly retrieval_id: RetrievalId
readonly document_id: RetrievalId
/**
 * Where the passage stands in the extracted text of its document.
 */
readonly range: TextRange
/**
 * Of the UTF-8 bytes of the passage text.
 */
readonly sha256: Digest
readonly original?: ByteRange
/**
 * Where a person finds it: "page 3", "sheet Rates, rows 2-40".
 */
readonly locator?: string
}
/**
 * All documents and passages that a run retrieved or was handed: the retrieval snapshot.
 */
export interface Sources {
readonly documents: readonly Document[]
readonly sources: readonly Source[]
}
/**
 * One recorded step of a run: a line of the record. Lines stand in the order in which spans ended; each names the digest of the line before.
 */
export interface Span {
/**
 * Number of this line in the record, from 1.
 */
readonly seq: number
/**
 * Of the bytes of the line before, without its line feed; of nothing for the first line.
 */
readonly prev_sha256: Digest
readonly run_id: RunId
readonly trace_id: TraceId
readonly span_id: SpanId
/**
 * null for the root alone.
 */
readonly parent_span_id: (SpanId | null)
/**
 * Number of the span in the order of starting, from 1: a missing number is a missing span.
 */
readonly ordinal: number
readonly name: string
readonly stage: SpanStage
readonly agent_role: SpanAgentRole
/**
 * open: the span never ended.
 */
readonly status: ("ok" | "error" | "open")
readonly start_unix_nano: UnixNano
readonly end_unix_nano: (UnixNano | null)
readonly retrieval_ids: readonly RetrievalId[]
readonly inputs: readonly ArtifactRef[]
readonly outputs: readonly ArtifactRef[]
readonly provider?: string
/**
 * The model asked for, and the one that says it answered.
 */
readonly model?: {
readonly requested: string
readonly answered?: string
}
readonly parameters?: Parameters
readonly usage?: {
readonly input_tokens?: number
readonly output_tokens?: number
readonly total_tokens?: number
}
readonly attempts?: readonly SpanAttempt[]
readonly prompt?: PromptRef
readonly finish_reason?: string
readonly system_fingerprint?: string
readonly response_id?: string
readonly verdict?: SpanVerdict
readonly error?: {
readonly code: string
readonly message: string
}
}
export interface SpanAttempt {
readonly number: number
readonly start_unix_nano: UnixNano
readonly end_unix_nano: UnixNano
readonly outcome: ("ok" | "http_error" | "network_error" | "malformed" | "truncated" | "timeout")
readonly http_status?: number
readonly retry_after_ms?: number
readonly error?: string
readonly response_sha256?: Digest
}
export interface SpanVerdict {
readonly ok: boolean
readonly result: VerdictResult
readonly reason: string
readonly layer?: Layer
readonly policy_sha256?: Digest
readonly findings?: number
readonly claims?: number
readonly not_checked?: number
}
/**
 * in-toto Statement v1 with one subject, the tag manifest, and our predicate.
 */
export interface Statement {
readonly _type: "https://in-toto.io/Statement/v1"
readonly subject: {
readonly name: "tagmanifest-sha256.txt"
readonly digest: {
readonly sha256: string
}
}[]
readonly predicateType: "urn:evidence-gate:predicate:promotion:v1"
readonly predicate: {
readonly format_version: 1
readonly run_id: RunId
readonly verdict: {
readonly result: VerdictResult
readonly sha256: Digest
}
readonly policy: {
readonly name: string
readonly version: string
readonly sha256: Digest
}
readonly promotion: {
readonly sha256: Digest
readonly decided_by: ("gate" | "person")
readonly promoted_at: Instant
}
readonly counts: {
readonly files: number
readonly bytes: number
readonly sources: number
readonly spans: number
readonly claims: number
}
}
}
/**
 * Where each stretch of an extracted text came from. Segments are in order, contiguous, and cover the whole text.
 */
export interface TextMap {
readonly segments: {
readonly byte_start: number
readonly byte_end: number
readonly origin: TextMapOrigin
}[]
}
/**
 * Whom a verifier believes. Always from outside the bundle.
 */
export interface TrustPolicy {
readonly format: "evidence-gate/trust-policy/1"
readonly name: string
readonly version: string
readonly keys: {
/**
 * SHA-256 of the DER bytes of the SubjectPublicKeyInfo.
 */
readonly key_id: string
/**
 * Those bytes in base64.
 */
readonly spki: string
readonly owner: string
/**
 * promoter: lets runs out. reviewer and auditor: sign beside the promoter.
 */
readonly role: ("promoter" | "reviewer" | "auditor")
readonly predicate_types: readonly ("urn:evidence-gate:predicate:promotion:v1")[]
readonly valid_from: Instant
/**
 * The window is closed at both ends.
 */
readonly valid_to: Instant
readonly revoked?: {
readonly reason: string
readonly invalid_from: Instant
readonly honour_earlier: boolean
}
}[]
/**
 * How many distinct owners must have signed in each role.
 */
readonly thresholds: {
readonly role: ("promoter" | "reviewer" | "auditor")
readonly owners: number
}[]
readonly time: {
/**
 * Whether a signature must be anchored in time by someone other than its signer.
 */
readonly required: boolean
/**
 * Whose RFC 3161 time stamps are believed.
 */
readonly authorities: {
readonly name: string
/**
 * DER in base64: the root first, then intermediates. The signing certificate may come with the time stamp.
 */
readonly certificates: readonly string[]
readonly valid_from: Instant
/**
 * Moments that the authority may name: a window closed at both ends.
 */
readonly valid_to: Instant
readonly revoked?: {
readonly reason: string
readonly invalid_from: Instant
readonly honour_earlier: boolean
}
}[]
}
readonly description?: string
readonly rerun: {
/**
 * Whether the verifier must be able to run the deterministic layers again. Where it has other rules than those that judged, it never guesses: the bundle is then undetermined.
 */
readonly required: boolean
}
readonly log: {
/**
 * Whether a transparency log must have the signature of the promoter.
 */
readonly required: boolean
/**
 * Which log counted when, with which witnesses. An epoch is closed, never deleted: old proofs stay proofs.
 */
readonly epochs: {
readonly name: string
/**
 * Verifier key of the log (C2SP signed-note); its name is the origin of the log.
 */
readonly vkey: string
readonly valid_from: Instant
readonly valid_to: Instant
readonly witnesses: {
readonly owner: string
readonly vkey: string
}[]
/**
 * How many distinct owners of witnesses must have cosigned the checkpoint. With 0 a proof shows that the log has the signature, and not when.
 */
readonly quorum: number
}[]
}
/**
 * Keys that followed others: each signed by the old key and by the new one.
 */
readonly rotations?: {
readonly owner: string
readonly role: ("promoter" | "reviewer" | "auditor")
readonly old_key_id: string
readonly new_key_id: string
readonly at: Instant
/**
 * ed25519 over the DSSE encoding of the other members in RFC 8785 form, type application/vnd.evidence-gate.key-rotation+json: of the old key, then of the new one.
 */
readonly signatures: {
readonly key_id: string
readonly sig: string
}[]
}[]
}
/**
 * What the gate says of one output, claim by claim, and what it did not check.
 */
export interface Verdict {
readonly format: "evidence-gate/verdict/1"
readonly subject: {
readonly id: string
readonly output_sha256: Digest
readonly run_id?: RunId
}
readonly result: VerdictResult
readonly ok: boolean
readonly reason: string
readonly policy: {
readonly name: string
readonly version: string
readonly sha256: Digest
}
/**
 * The code that judged: its version, and the digest of its deterministic layers.
 */
readonly engine: {
readonly version: string
readonly rules_sha256: Digest
}
readonly layers: {
readonly layer: Layer
readonly name: string
readonly version: number
readonly status: ("ran" | "not_run")
readonly findings: number
readonly why?: string
}[]
readonly claims: {
readonly claim_id: string
readonly state: ("supported" | "contradicted" | "unsupported" | "unsure")
/**
 * What the state rests on.
 */
readonly basis: ("quotation" | "retrieval" | "none")
readonly reason: string
readonly evidence: readonly FindingEvidence[]
}[]
readonly findings: readonly Finding[]
readonly counts: {
readonly claims: number
readonly non_claims: number
readonly supported: number
readonly contradicted: number
readonly unsupported: number
readonly unsure: number
readonly on_quotation: number
readonly on_retrieval: number
}
/**
 * recall: share of claims with a citation that was retrieved. precision: share of citations that were retrieved and whose claim is supported. null where there is nothing to divide by.
 */
readonly citations: {
readonly recall: (number | null)
readonly precision: (number | null)
}
readonly not_checked: readonly Unchecked[]
readonly judged_at: Instant
}
/**
 * What a verifier says of one bundle: five lamps, every finding, and what had no answer.
 */
export interface VerificationReport {
readonly format: "evidence-gate/verification-report/1"
readonly bundle: {
readonly name: string
readonly bytes: number
/**
 * Of the file as it was given. Absent beyond 64 MiB unless asked for: each file inside has a digest, and one over all of them takes a second reading.
 */
readonly sha256?: Digest
}
/**
 * undetermined: nothing is wrong, yet the policy asks for something that is missing.
 */
readonly outcome: ("verified" | "rejected" | "undetermined")
readonly lamps: {
readonly integrity: VerificationReportLamp
readonly signer: VerificationReportLamp
readonly verdict: VerificationReportLamp
readonly completeness: VerificationReportLamp
readonly time: VerificationReportLamp
}
readonly signers: {
readonly key_id: string
readonly owner: string
readonly role: ("promoter" | "reviewer" | "auditor")
/**
 * The earliest moment at which somebody other than the signer saw the signature, and who. Absent where nobody did.
 */
readonly anchored?: {
readonly at: Instant
readonly by: string
}
}[]
readonly trust: {
readonly name: string
readonly version: string
readonly sha256: Digest
}
readonly verifier: {
readonly version: string
}
/**
 * What the signed statement says. Absent until its signer is known.
 */
readonly statement?: {
readonly run_id: RunId
readonly result: VerdictResult
readonly decided_by: ("gate" | "person")
readonly promoted_at: Instant
readonly files: number
readonly sources: number
readonly spans: number
readonly claims: number
/**
 * The gate policy that the verdict was reached under: whether it is strict enough is for the reader to say.
 */
readonly policy: {
readonly name: string
readonly version: string
readonly sha256: Digest
}
}
/**
 * A disclosure copy: how many of the files that the manifest lists were left out, and the reasons given.
 */
readonly withheld?: {
readonly files: number
readonly of: number
readonly reasons: readonly string[]
}
}
export interface VerificationReportLamp {
readonly question: string
readonly state: ("green" | "red" | "grey")
readonly findings: readonly VerificationReportFinding[]
readonly not_checked: readonly Unchecked[]
}
export interface VerificationReportFinding {
readonly code: VerificationReportCode
readonly lamp: ("integrity" | "signer" | "verdict" | "completeness" | "time")
readonly where: string
readonly message: string
}

/** Every schema by its file name, and the type that it describes. */
export interface DocumentKinds {
  readonly 'claim': Claim;
  readonly 'claims': Claims;
  readonly 'data-line': DataLine;
  readonly 'disclosure': Disclosure;
  readonly 'document': Document;
  readonly 'envelope': Envelope;
  readonly 'finding': Finding;
  readonly 'gate-policy': GatePolicy;
  readonly 'input-line': InputLine;
  readonly 'pipeline': Pipeline;
  readonly 'promotion': Promotion;
  readonly 'retrieval': Retrieval;
  readonly 'retrievals': Retrievals;
  readonly 'run': Run;
  readonly 'source': Source;
  readonly 'sources': Sources;
  readonly 'span': Span;
  readonly 'statement': Statement;
  readonly 'text-map': TextMap;
  readonly 'trust-policy': TrustPolicy;
  readonly 'verdict': Verdict;
  readonly 'verification-report': VerificationReport;
}
