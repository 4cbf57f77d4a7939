import { EvidenceError } from '../core/errors.ts';
import type { Digest, HashBytes } from '../core/digest.ts';
import type { Promotion } from '../model/generated/documents.ts';
import type { RunId } from '../model/ids.ts';
import { hadHead, walkChain } from '../record/chain.ts';
import type { RunArchive, RunLocks } from '../record/ports.ts';
import type { RecorderPorts } from '../record/recorder.ts';
import { eligibility, type Approval } from './eligibility.ts';
import { readJudgedRun } from './judged-run.ts';
import type { PromotionIntent, PromotionLedger, ReleasedFile, ReleaseFolder, Seal, SealedIntent, VerdictLedger } from './ports.ts';
import type { Promoted, PromotedRun } from './promoted.ts';
import { draftPromotion } from './promotion-record.ts';
import { checkReleaseNames } from './release-names.ts';
import { settle } from './settle.ts';

export interface PromotePorts extends Omit<RecorderPorts, 'journal'> {
  readonly runs: RunArchive;
  readonly verdicts: VerdictLedger;
  readonly promotions: PromotionLedger;
  readonly locks: RunLocks;
  readonly release: ReleaseFolder;
  readonly seal: Seal;
}

export interface PromoteOptions {
  /** Absolute path of the folder that is to appear. */
  readonly folder: string;
  readonly approval?: Approval;
  /** The gate policy that the verdict must have been reached under. Absent: any; the bundle says which. */
  readonly policySha256?: Digest;
  /** How long to wait for another process that holds the run. */
  readonly waitMillis?: number;
}

export type PromotionOutcome =
  /** `already`: an earlier attempt, here or in another process, did it; `intent` says where that one released the run. */
  | { readonly status: 'promoted'; readonly already: boolean; readonly promoted: Promoted; readonly intent: SealedIntent }
  | { readonly status: 'held' | 'rejected'; readonly reasons: readonly string[] };

/**
 * Takes a judged run out of the sandbox, if its verdict allows it: wholly or not at all, once, however often it is asked.
 * Throws `run-unknown`, `run-incomplete`, `run-unjudged`, `store-locked`, `release-blocked`, and what the machine throws: the
 * run is then held as before, or, where its folder had appeared already, promoted, and the next attempt says so.
 */
export async function promote(runId: RunId, ports: PromotePorts, options: PromoteOptions): Promise<PromotionOutcome> {
  const work = async (): Promise<PromotionOutcome> => {
    if ((await settle(runId, ports)) === 'promoted') return { status: 'promoted', already: true, ...promotedAgain(runId, ports) };
    return await promoteHeld(runId, ports, options);
  };
  return await ports.locks.hold(runId, work, options.waitMillis);
}

/** A promoted run once more, for sealing it anew: the same value, so the same bytes. Throws `run-not-promoted` or `store-damaged`. */
export function promotedAgain(
  runId: RunId,
  ports: Pick<PromotePorts, 'runs' | 'objects' | 'promotions' | 'hash'>,
): { readonly promoted: Promoted; readonly intent: SealedIntent } {
  const state = ports.promotions.state(runId);
  if (state.status !== 'promoted') throw new EvidenceError('run-not-promoted', { where: `run ${runId}` });
  const { promotion } = state.intent;
  return { promoted: mint({ ...readJudgedRun(ports.runs.recorded(runId), promotion, ports.objects), promotion }, ports.hash), intent: state.intent };
}

async function promoteHeld(runId: RunId, ports: PromotePorts, options: PromoteOptions): Promise<PromotionOutcome> {
  const judged = ports.verdicts.latest(runId);
  const recorded = ports.runs.recorded(runId);
  if (judged === undefined) throw new EvidenceError('run-unjudged', { where: `run ${runId}` });
  if (options.policySha256 !== undefined && judged.policy.sha256 !== options.policySha256) {
    return { status: 'held', reasons: [`the latest verdict was reached under another gate policy, ${judged.policy.sha256}`] };
  }
  const judgedRun = readJudgedRun(recorded, judged, ports.objects);
  const decision = eligibility(judgedRun, ports.hash, options.approval);
  if (decision.status !== 'eligible') return decision;

  await ports.release.requireFree(options.folder);
  const { promotion, lines } = draftPromotion(recorded, judged, decision.decidedBy, ports);
  const promoted = mint({ ...judgedRun, recorded: { ...recorded, lines: [...recorded.lines, ...lines] }, promotion }, ports.hash);
  checkReleaseNames([...promotion.released.map(({ name }) => name), ports.seal.name]);
  const intent: PromotionIntent = { promotion, lines, folder: options.folder, bundle_name: ports.seal.name, bundle_sha256: null };
  const bundle_sha256 = await carryOut(runId, intent, promoted, ports);
  return { status: 'promoted', already: false, promoted, intent: { ...intent, bundle_sha256 } };
}

/**
 * The intent is kept first, so that whatever lies half-done afterwards is known by it; the digest of the bundle before its folder
 * appears, which is how it is known again. The rename in `reveal` is the moment of promotion.
 */
async function carryOut(runId: RunId, intent: PromotionIntent, promoted: Promoted, { promotions, release, seal, ...ports }: PromotePorts): Promise<Digest> {
  try {
    promotions.intend(runId, intent);
    let sha256: Digest | undefined;
    const writeAt = async (path: string): Promise<void> => {
      sha256 = await seal.seal(promoted, path);
    };
    await release.stage(runId, intent.folder, [...outputFiles(promoted, ports.hash), { name: seal.name, content: { writeAt } }]);
    if (sha256 === undefined) throw new TypeError('the bundle was not sealed');
    promotions.sealed(runId, sha256);
    await release.reveal(runId, intent.folder);
    promotions.commit(runId);
    return sha256;
  } catch (error) {
    // Where settling fails too, the intent stays and is settled before anything else happens to the run.
    await settle(runId, { promotions, release }).catch(() => undefined);
    throw error;
  }
}

function outputFiles(promoted: Promoted, hash: HashBytes): readonly ReleasedFile[] {
  return promoted.promotion.released.map(({ name, artifact }) => ({
    name,
    content: () => {
      const bytes = promoted.recorded.read(artifact.sha256);
      if (bytes === undefined || hash(bytes) !== artifact.sha256) throw new EvidenceError('store-damaged', { where: `output ${name}` });
      return bytes;
    },
  }));
}

/** The only place where a run becomes `Promoted`: after all of its papers were held against each other. */
function mint(run: PromotedRun, hash: HashBytes): Promoted {
  const problem = paperProblem(run, hash);
  if (problem !== undefined) throw new EvidenceError('store-damaged', { where: `run ${run.promotion.run_id}`, cause: problem });
  return run as Promoted;
}

function paperProblem({ promotion, ...judged }: PromotedRun, hash: HashBytes): string | undefined {
  const { run, lines } = judged.recorded;
  const chain = walkChain(lines, hash);
  if (chain.problem !== undefined) return `line ${chain.problem.line} of the span record: ${chain.problem.why}`;
  if (!hadHead(chain, run.record)) return 'the span record is not the one that the run was closed with';
  if (lines.length !== promotion.record.spans || !hadHead(chain, promotion.record)) return 'the span record does not end where the promotion says';
  if (promotion.run_id !== run.run_id) return 'the promotion is of another run';
  if (JSON.stringify(promotion.released) !== JSON.stringify(run.outputs)) return 'what was released is not what the run put out';
  const decision = eligibility(judged, hash, approvalOf(promotion));
  if (decision.status !== 'eligible') return `the run may not be promoted: ${decision.reasons.join('; ')}`;
  const { kind, id } = decision.decidedBy;
  return kind === promotion.decided_by.kind && id === promotion.decided_by.id ? undefined : 'the promotion names another who decided than the verdict asks for';
}

function approvalOf({ decided_by: { id, reason, at } }: Promotion): Approval | undefined {
  return reason !== undefined && at !== undefined ? { by: id, reason, at } : undefined;
}
