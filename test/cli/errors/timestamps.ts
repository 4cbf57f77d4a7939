import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ErrorCode } from '../../../src/core/error-table.ts';
import { sends, withAuthority } from '../../timestamp/openssl-authority.ts';
import { freshFolder } from '../session.ts';
import { typed } from './newcomer.ts';
import type { Provocation, Provoked } from './provoked.ts';

const sample = resolve('samples/bundles/storage.evidence.zip');

async function stamped(url: string, ...more: readonly string[]): Promise<Provoked> {
  return await typed(freshFolder(), ['timestamp', sample, '--tsa', url, '-o', 'stamped.evidence.zip', ...more], new URL(url).origin);
}

export const timestampErrors = {
  'certificate-malformed': async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'authority.pem'), '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n');
    return await typed(folder, ['timestamp', sample, '--tsa', 'http://127.0.0.1:1', '--authority-certificate', 'authority.pem'], 'authority.pem');
  },
  'timestamp-unreachable': async () =>
    await stamped(
      await withAuthority(
        () => undefined,
        async (url) => await Promise.resolve(url),
      ),
    ),
  'timestamp-refused': async () =>
    await withAuthority(
      sends(() => new Uint8Array(0), 500),
      stamped,
    ),
  'timestamp-unfit': async () =>
    await withAuthority(
      sends(() => Buffer.from('<h1>Welcome</h1>')),
      stamped,
    ),
} as const satisfies Partial<Record<ErrorCode, Provocation>>;
