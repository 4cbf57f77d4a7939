import { base64, utf8 } from '../core/bytes.ts';
import { millisOf } from '../core/clock.ts';
import { sshPublicKey } from '../core/ssh-wire.ts';
import type { Trust, TrustedKey } from './trust-policy.ts';
import { honouredWindow } from './window.ts';

// The namespace of signatures/<keyid>.sshsig.
const namespace = 'evidence-gate';

/**
 * The keys of a policy for `ssh-keygen -Y verify -f`: one line a key, the owner as the principal (`principalOf`), the window
 * cut to whole seconds inside of it. A revoked key stands here only for what was signed before, and only where the policy
 * honours that: the one who checks must then have the time from somebody else and give it with `-O verify-time`.
 */
export function allowedSigners({ keys }: Trust): string {
  return [...keys.values()].map(signerLine).join('');
}

function signerLine(key: TrustedKey): string {
  const { owner, role, key_id } = key.statement;
  const window = honouredWindow(key.statement);
  const from = window === undefined ? 0 : Math.ceil(millisOf(window.valid_from) / 1000);
  const to = window === undefined ? 0 : Math.floor(millisOf(window.valid_to) / 1000);
  // OpenSSH counts from 1970, and refuses a window that does not last.
  if (from < 1 || from >= to) return `# ${key_id} ${role}: no moment of this key can be said here\n`;
  const options = `namespaces="${namespace}",valid-after="${sshTime(from)}",valid-before="${sshTime(to)}"`;
  return `${principalOf(owner)} ${options} ssh-ed25519 ${base64(sshPublicKey(key.publicKey))} ${role} ${key_id}\n`;
}

/** The revoked keys of a policy for `ssh-keygen -Y verify -r`: all of them, because ssh-keygen takes no time from a time stamp. */
export function revocationList({ keys }: Trust): string {
  return [...keys.values()]
    .filter(({ statement }) => statement.revoked !== undefined)
    .map(({ publicKey, statement }) => `ssh-ed25519 ${base64(sshPublicKey(publicKey))} ${statement.key_id}\n`)
    .join('');
}

/**
 * An owner as a principal: letters, digits and harmless marks stand for themselves, every other character for its UTF-8 bytes
 * as `%41`. A principal is a list of patterns: an owner called `*` or `!a,b` must match nobody else. With spaces it is quoted.
 */
export function principalOf(owner: string): string {
  const safe = [...owner].map((char) => (/[\p{L}\p{M}\p{N} @._+/-]/u.test(char) ? char : escaped(char))).join('');
  return safe.includes(' ') ? `"${safe}"` : safe;
}

function escaped(char: string): string {
  return [...utf8(char)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** `20260101000000Z`: seconds since 1970 as ssh-keygen (9.1 and later) reads a moment in UTC. */
function sshTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
}
