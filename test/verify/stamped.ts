import { sigstoreBundle, timestampsOf } from '../../src/bundle/sigstore-bundle.ts';
import type { Signer } from '../../src/bundle/signer.ts';
import { base64 } from '../../src/core/bytes.ts';
import type { Envelope } from '../../src/model/generated/documents.ts';
import { makeAuthority, timeStamp, type Authority, type Issued, type StampWishes } from '../timestamp/made-authority.ts';
import type { Forgery } from './forgery.ts';
import { signer } from './trust.ts';

export const alpha: Authority = makeAuthority('Alpha');

type Fields = Readonly<Record<string, unknown>>;

/** An authority of a trust policy, known by these certificates. */
export function authorityOf(more: Fields = {}, certificates: readonly Issued[] = [alpha.root]): Fields {
  return {
    name: 'Alpha time stamps',
    certificates: certificates.map(({ der }) => base64(der)),
    valid_from: '2025-01-01T00:00:00.000Z',
    valid_to: '2030-01-01T00:00:00.000Z',
    ...more,
  };
}

export function timeTrust(authorities: readonly Fields[] = [authorityOf()], required = false): Fields {
  return { time: { required, authorities } };
}

export function stampPath(number = 1, by: Signer = signer): string {
  return `signatures/${by.keyId}.${number}.tsr`;
}

/** So many seconds after the moment at which the signer says that the run was promoted. */
export function after(bundle: Forgery, seconds: number): string {
  return new Date(Date.parse(bundle.statement().predicate.promotion.promoted_at) + seconds * 1000).toISOString();
}

/** A time stamp over the signature, made two seconds later unless something else is wished. */
export function stampOn(bundle: Forgery, wishes: Partial<StampWishes> = {}, by: Authority = alpha): Uint8Array {
  const over = bundle.bytes(`signatures/${signer.keyId}.sig`);
  return timeStamp({ over, signer: by.signer, certificates: [by.signer.der, by.middle.der], at: after(bundle, 2), ...wishes });
}

/** The bundle with a time stamp. The Sigstore bundle of the signature carries it too. */
export function putStamp(bundle: Forgery, stamp: Uint8Array, number = 1): Forgery {
  bundle.put(stampPath(number), stamp);
  const path = (kind: 'dsse.json' | 'sigstore.json'): string => `signatures/${signer.keyId}.${kind}`;
  const envelope = JSON.parse(bundle.text(path('dsse.json'))) as Envelope;
  return bundle.put(
    path('sigstore.json'),
    sigstoreBundle(
      envelope,
      timestampsOf(signer.keyId, (name) => bundle.files.get(name)),
    ),
  );
}

export function withStamp(bundle: Forgery, wishes: Partial<StampWishes> = {}, number = 1): Forgery {
  return putStamp(bundle, stampOn(bundle, wishes), number);
}
