import { fromUtf8, hex, utf8 } from '../core/bytes.ts';
import { EvidenceError } from '../core/errors.ts';
import { visibleText } from '../core/visible-text.ts';
import { appendEntries } from '../pipeline/log-append.ts';
import { addCosignatures, signCheckpoint } from '../pipeline/log-checkpoint.ts';
import { createLog } from '../pipeline/log-init.ts';
import { proveBundle, signaturesIn, type LoggableSignature } from '../pipeline/log-prove.ts';
import { cosignCheckpoint } from '../pipeline/log-witness.ts';
import { openSigner } from '../pipeline/open-signer.ts';
import { readBytes } from '../pipeline/text-file.ts';
import { writeFileWhole } from '../pipeline/write-file.ts';
import type { Signer } from '../bundle/signer.ts';
import { isKeyName, verifierKey, verifierKeyText, type VerifierKey } from '../transparency/verifier-key.ts';
import type { World } from './composition.ts';
import type { ExitCode } from './exit-code.ts';
import { auditAction } from './log-audit-action.ts';
import type { LogAction, LogCommand } from './log-command.ts';
import { keyOption, required } from './log-key-option.ts';
import { signerWishes } from './signer-options.ts';
import { textOption, type Options } from './verb.ts';

export const logActions: Readonly<Record<string, LogAction>> = { init, append, checkpoint, cosign, prove, audit: auditAction };

async function init({ folder, options, world }: LogCommand): Promise<ExitCode> {
  const key = await createLog(folder, required(options, 'origin', 'init'), signerIn(options, world));
  world.terminal.document({ folder, origin: key.name, vkey: verifierKeyText(key) });
  world.terminal.say(`made the log ${key.name} in ${folder}`);
  world.terminal.say(`key ${verifierKeyText(key)} (for the trust policies of those who verify)`);
  return 0;
}

async function append({ folder, bundles, world: { terminal } }: LogCommand): Promise<ExitCode> {
  if (bundles.length === 0) throw new EvidenceError('usage', { where: 'log append', cause: 'name the bundles whose signatures are logged' });
  const signatures: (LoggableSignature & { readonly bundle: string })[] = [];
  for (const bundle of bundles) signatures.push(...(await signaturesIn(bundle)).map((signature) => ({ bundle, ...signature })));
  const appended = await appendEntries(
    folder,
    signatures.map(({ entry }) => entry),
  );
  const entries = signatures.map(({ bundle, keyId }, at) => ({ bundle, key_id: keyId, ...appended[at] }));
  terminal.document({ entries: entries.map(({ entry, ...rest }) => ({ ...rest, sha256: hex(entry ?? new Uint8Array(0)) })) });
  for (const { bundle, key_id, index, added } of entries)
    terminal.say(`${added === true ? 'appended' : 'was there'} entry ${index}: ${visibleText(bundle)}, key ${key_id.slice(0, 16)}…`);
  terminal.say('the entries count with the next checkpoint: evidence-gate log checkpoint');
  return 0;
}

async function checkpoint({ folder, options, world }: LogCommand): Promise<ExitCode> {
  const signed = await signCheckpoint(folder, signerIn(options, world));
  const { origin, size, root } = signed.checkpoint;
  world.terminal.document({ origin, size, root: hex(root) });
  world.terminal.say(`signed ${origin}: ${size} entries, root ${hex(root)}`);
  return 0;
}

async function cosign(command: LogCommand): Promise<ExitCode> {
  const { folder, options, world } = command;
  const given = textOption(options, 'add');
  if (given !== undefined) return await addLines(command, fromUtf8(readBytes(given)) ?? '', [keyOption(options, 'witness', 'witness')]);
  const name = required(options, 'name', 'cosign');
  if (!isKeyName(name)) throw new EvidenceError('usage', { where: '--name', cause: 'a name without spaces, plus signs and control characters' });
  const signer = signerIn(options, world, 'keys/witness.key.pem');
  const witness = verifierKey(name, 'witness', signer.publicKey);
  const log = textOption(options, 'log') === undefined ? undefined : keyOption(options, 'log', 'log');
  const answer = await cosignCheckpoint({ folder, witness, signer, state: required(options, 'state', 'cosign'), log, clock: world.ports.clock });
  if (!answer.ok) return refused(command, answer.why, answer.heads);
  const output = textOption(options, 'output');
  if (output === undefined) return await addLines(command, answer.line, [witness]);
  writeFileWhole(output, utf8(answer.line));
  world.terminal.document({ path: output, witness: verifierKeyText(witness), size: answer.size });
  world.terminal.say(`cosigned ${answer.size} entries as ${name}: ${output}`);
  return 0;
}

async function addLines(command: LogCommand, lines: string, witnesses: readonly VerifierKey[]): Promise<ExitCode> {
  const added = await addCosignatures(command.folder, lines, witnesses);
  if (!added.ok) return refused(command, added.why, []);
  const { terminal } = command.world;
  const { origin, size } = added.checkpoint;
  terminal.document({ origin, size, witnesses: witnesses.map(verifierKeyText) });
  terminal.say(`cosigned ${origin}, ${size} entries: ${witnesses.map(verifierKeyText).join(', ')}`);
  return 0;
}

function refused({ folder, world: { terminal } }: LogCommand, why: string, heads: readonly string[]): ExitCode {
  terminal.document({ refused: why, heads });
  terminal.say(`${terminal.paint('red', 'REFUSED')} ${visibleText(folder)}: ${visibleText(why)}`);
  for (const head of heads) for (const line of head.trimEnd().split('\n')) terminal.say(`  ${visibleText(line)}`);
  return 1;
}

async function prove({ folder, bundles, options, world: { terminal } }: LogCommand): Promise<ExitCode> {
  const [bundle, ...more] = bundles;
  if (bundle === undefined || more.length > 0) throw new EvidenceError('usage', { where: 'log prove', cause: 'name one bundle' });
  const output = textOption(options, 'output') ?? bundle;
  const { size, proved, missing } = await proveBundle(folder, bundle, output);
  terminal.document({ path: output, size, proofs: proved.map(({ keyId, index, path }) => ({ key_id: keyId, index, path })), missing });
  for (const { index, path } of proved) terminal.say(`proved entry ${index} of ${size}: ${path}`);
  for (const keyId of missing) terminal.say(`the log does not have the signature of ${keyId}`);
  return 0;
}

function signerIn(options: Options, { terminal, variable }: World, standard = 'keys/log.key.pem'): Signer {
  return openSigner(signerWishes(options, terminal), standard, variable);
}
