import { existsSync } from 'node:fs';
import { base64, fromUtf8 } from '../../core/bytes.ts';
import { instant } from '../../core/clock.ts';
import { EvidenceError } from '../../core/errors.ts';
import { pemBlocks } from '../../core/pem.ts';
import { visibleText } from '../../core/visible-text.ts';
import { publicKeyFromFile, signerFromFile } from '../../bundle/key-files.node.ts';
import { passphraseVariable } from '../../pipeline/open-signer.ts';
import { readBytes, readText } from '../../pipeline/text-file.ts';
import { changeTrustFile, readTrustFile, writeTrustFile } from '../../pipeline/trust-file.ts';
import { parseVerifierKey } from '../../transparency/verifier-key.ts';
import {
  addAuthority,
  addEpoch,
  addKey,
  keyStatement,
  newPolicy,
  requirements,
  requireOf,
  revokeAuthority,
  revokeKey,
  setThreshold,
  type PolicyChange,
} from '../../trust/policy-changes.ts';
import { rotated } from '../../trust/rotate.ts';
import type { Trust } from '../../trust/trust-policy.ts';
import { trustText } from '../text/trust-text.ts';
import type { World } from '../composition.ts';
import { textOption, textsOption, type Options } from '../verb.ts';
import type { TrustAction } from './action.ts';
import { keyIdNamed, momentOf, momentOption, neededText, pairOf, roleOf, spanFrom, wholeNumber } from './options.ts';

const newPassphraseVariable = 'EVIDENCE_NEW_KEY_PASSPHRASE';

export const initTrust: TrustAction = async (path, options, { terminal, ports }) => {
  const owner = neededText(options, 'owner', '--owner');
  const key = keyStatement({ key: publicKeyFromFile(neededText(options, 'key', '--key')), owner, role: 'promoter', ...spanFrom(options, ports.clock) });
  const policy = newPolicy(textOption(options, 'name') ?? owner, textOption(options, 'policyVersion') ?? '1', key);
  return await Promise.resolve(told(path, writeTrustFile(path, policy), terminal));
};

export const addToTrust: TrustAction = async (path, options, world) => {
  const changes = [...keyChanges(options, world), ...authorityChanges(options, world), ...epochChanges(options, world), ...ruleChanges(options)];
  if (changes.length === 0)
    throw new EvidenceError('usage', { where: 'trust add', cause: 'nothing to add: give --key, --authority, --log, --threshold or --require' });
  return told(path, await changed(path, options, (policy) => changes.reduce((sum, change) => change(sum), policy)), world.terminal);
};

export const rotateTrust: TrustAction = async (path, options, { terminal, ports, variable }) => {
  const passphrase = variable(passphraseVariable);
  const old = signerFromFile(neededText(options, 'oldKey', '--old-key'), passphrase);
  const next = signerFromFile(neededText(options, 'newKey', '--new-key'), variable(newPassphraseVariable) ?? passphrase);
  const at = momentOption(options, 'at', '--at', 'start') ?? instant(ports.clock());
  const { valid_to } = spanFrom(options, ports.clock, at);
  return told(path, await changed(path, options, async (policy) => await rotated(policy, { old, next, at, valid_to })), terminal);
};

export const revokeTrust: TrustAction = async (path, options, { terminal }) => {
  const revoked = {
    reason: neededText(options, 'reason', '--reason'),
    invalid_from: momentOf(neededText(options, 'invalidFrom', '--invalid-from'), '--invalid-from', 'start'),
    honour_earlier: options['honourEarlier'] === true,
  };
  const [key, authority] = [textOption(options, 'key'), textOption(options, 'authority')];
  if (key === undefined && authority === undefined) throw new EvidenceError('usage', { where: 'trust revoke', cause: 'give --key or --authority' });
  const changes = [
    ...(key === undefined ? [] : [revokeKey(keyIdNamed(key, readTrustFile(path)), revoked)]),
    ...(authority === undefined ? [] : [revokeAuthority(authority, revoked)]),
  ];
  return told(path, await changed(path, options, (policy) => changes.reduce((sum, change) => change(sum), policy)), terminal);
};

async function changed(path: string, options: Options, change: Parameters<typeof changeTrustFile>[2]): Promise<Trust> {
  return await changeTrustFile(path, textOption(options, 'policyVersion'), change);
}

function told(path: string, trust: Trust, terminal: World['terminal']): 0 {
  terminal.document({ file: path, sha256: trust.sha256, policy: trust.policy });
  terminal.say(`wrote ${visibleText(path)}`);
  for (const line of trustText(trust, terminal.paint)) terminal.say(line);
  return 0;
}

function keyChanges(options: Options, { ports }: World): readonly PolicyChange[] {
  const file = textOption(options, 'key');
  if (file === undefined) return [];
  const role = roleOf(textOption(options, 'role') ?? 'promoter', '--role');
  return [addKey(keyStatement({ key: publicKeyFromFile(file), owner: neededText(options, 'owner', '--owner'), role, ...spanFrom(options, ports.clock) }))];
}

function authorityChanges(options: Options, { ports }: World): readonly PolicyChange[] {
  const name = textOption(options, 'authority');
  const files = textsOption(options, 'certificate');
  if (name === undefined && files.length === 0) return [];
  if (name === undefined || files.length === 0)
    throw new EvidenceError('usage', { where: '--authority', cause: 'give --authority and --certificate together' });
  return [addAuthority({ name, certificates: files.flatMap(certificatesIn), ...spanFrom(options, ports.clock) })];
}

/** The certificates of a file: all of a PEM file, or the one that a DER file is. */
function certificatesIn(path: string): readonly string[] {
  const bytes = readBytes(path);
  const blocks = pemBlocks('CERTIFICATE', fromUtf8(bytes) ?? '');
  if (blocks === undefined) throw new EvidenceError('usage', { where: path, cause: 'a certificate in it is not base64' });
  return (blocks.length === 0 ? [bytes] : blocks).map(base64);
}

function epochChanges(options: Options, { ports }: World): readonly PolicyChange[] {
  const log = textOption(options, 'log');
  const pairs = textsOption(options, 'witness').map((pair) => pairOf(pair, '--witness'));
  const quorum = textOption(options, 'quorum');
  if (log === undefined && pairs.length === 0 && quorum === undefined) return [];
  if (log === undefined || pairs.length > 0 !== (quorum !== undefined))
    throw new EvidenceError('usage', { where: '--log', cause: 'witnesses and their quorum go together, with a log' });
  const vkey = verifierKeyNamed(log);
  const parsed = parseVerifierKey(vkey);
  const epoch = {
    name: textOption(options, 'name') ?? (typeof parsed === 'string' ? log : parsed.name),
    vkey,
    witnesses: pairs.map(([owner, key]) => ({ owner, vkey: verifierKeyNamed(key) })),
    quorum: wholeNumber(quorum ?? '0', '--quorum', 0, 50),
    ...spanFrom(options, ports.clock),
  };
  return [addEpoch(epoch)];
}

/** A verifier key as it was given, or as the one line of a file. */
function verifierKeyNamed(text: string): string {
  return typeof parseVerifierKey(text) === 'string' && existsSync(text) ? readText(text).trim() : text;
}

function ruleChanges(options: Options): readonly PolicyChange[] {
  return [
    ...textsOption(options, 'threshold').map((pair) => {
      const [role, owners] = pairOf(pair, '--threshold');
      return setThreshold(roleOf(role, '--threshold'), wholeNumber(owners, '--threshold', 1, 1000));
    }),
    ...textsOption(options, 'require').map((text) => {
      const what = requirements.find((one) => one === text);
      if (what === undefined) throw new EvidenceError('usage', { where: '--require', cause: `"${text}" is none of ${requirements.join(', ')}` });
      return requireOf(what);
    }),
  ];
}
