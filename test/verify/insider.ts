// oxlint-disable typescript/no-unsafe-return, typescript/no-unsafe-call, typescript/no-unsafe-argument, typescript/no-explicit-any -- an attacker changes documents without asking for their types
import { sealedBytes } from '../bundle/sealed.ts';
import type { Signer } from '../../src/bundle/signer.ts';
import { utf8 } from '../../src/core/bytes.ts';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import type { Digest } from '../../src/core/digest.ts';
import { documentBytes } from '../../src/model/document-bytes.ts';
import type { Promoted } from '../../src/promote/promoted.ts';
import type { Loose } from './forgery.ts';

/** The papers of a run on the desk of someone who holds the signer's key. */
export interface Papers {
  run: Loose;
  sources: Loose;
  retrievals: Loose;
  spans: Loose[];
  claims: Loose;
  verdict: Loose;
  policy: Loose;
  promotion: Loose;
  /** Keeps bytes, and gives their digest. */
  keep: (bytes: Uint8Array) => Digest;
}

/**
 * Lets an insider change the papers of a run and seals them with every digest, chain, count and reference made right again:
 * nothing but the meaning is left to notice.
 */
export async function insiderBundle(promoted: Promoted, signer: Signer, change: (papers: Papers) => void): Promise<Uint8Array> {
  const { recorded } = promoted;
  const kept = new Map<Digest, Uint8Array>();
  const papers: Papers = {
    run: structuredClone(recorded.run),
    sources: structuredClone(recorded.sources),
    retrievals: structuredClone(recorded.retrievals),
    claims: structuredClone(promoted.claims),
    verdict: structuredClone(promoted.verdict),
    policy: structuredClone(promoted.policy),
    promotion: structuredClone(promoted.promotion),
    spans: recorded.lines.map((line) => JSON.parse(line)),
    keep: (bytes) => {
      const digest = digestOfNode(bytes);
      kept.set(digest, bytes);
      return digest;
    },
  };
  change(papers);
  mendReferences(papers);
  const lines = chained(papers);
  const forged = {
    recorded: {
      run: papers.run,
      sources: papers.sources,
      retrievals: papers.retrievals,
      lines,
      read: (digest: Digest) => kept.get(digest) ?? recorded.read(digest),
      sizeOf: (digest: Digest) => kept.get(digest)?.length ?? recorded.sizeOf(digest),
    },
    claims: papers.claims,
    verdict: papers.verdict,
    policy: papers.policy,
    promotion: papers.promotion,
  };
  return sealedBytes(forged as unknown as Promoted, signer);
}

function mendReferences(papers: Papers): void {
  papers.run.replay.retrieval_snapshot = digestOfNode(documentBytes(papers.sources));
  const policy = documentBytes(papers.policy);
  papers.verdict.policy.sha256 = digestOfNode(policy);
  for (const name of ['verdict', 'claims', 'policy'] as const) {
    const bytes = documentBytes(papers[name]);
    const old: Digest = papers.promotion[name].sha256;
    const mended = { sha256: papers.keep(bytes), bytes: bytes.length };
    Object.assign(papers.promotion[name], mended);
    for (const span of papers.spans) for (const ref of [...span.inputs, ...span.outputs]) if (ref.sha256 === old) Object.assign(ref, mended);
  }
}

/** Numbers and chains the spans again; the run was closed after as many spans as it says. */
function chained(papers: Papers): readonly string[] {
  const lines: string[] = [];
  const heads: Digest[] = [digestOfNode(new Uint8Array(0))];
  for (const span of papers.spans) {
    const line = canonicalJson({ ...span, seq: lines.length + 1, prev_sha256: heads[lines.length] });
    lines.push(line);
    heads.push(digestOfNode(utf8(line)));
  }
  papers.run.record.sha256 = heads[papers.run.record.spans];
  papers.promotion.record = { spans: lines.length, sha256: heads[lines.length] };
  return lines;
}
