import { base64, fromBase64 } from './bytes.ts';

/** Bytes as a PEM block (RFC 7468) with its line feed. */
export function pemText(label: string, der: Uint8Array): string {
  return [`-----BEGIN ${label}-----`, ...(base64(der).match(/.{1,64}/g) ?? []), `-----END ${label}-----`, ''].join('\n');
}

/** The bytes of all blocks of a label in a text, in their order; undefined where one of them is not base64. What stands between blocks is a comment. */
export function pemBlocks(label: string, text: string): readonly Uint8Array[] | undefined {
  const [, ...rest] = text.split(`-----BEGIN ${label}-----`);
  const blocks = rest.map((part) => {
    const end = part.indexOf(`-----END ${label}-----`);
    return end < 0 ? undefined : fromBase64(part.slice(0, end).replace(/\s/g, ''));
  });
  return blocks.every((block) => block !== undefined) ? blocks : undefined;
}
