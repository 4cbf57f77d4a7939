import { join } from 'node:path';
import { utf8 } from '../../core/bytes.ts';
import { EvidenceError } from '../../core/errors.ts';
import { visibleText } from '../../core/visible-text.ts';
import { readTrustFile } from '../../pipeline/trust-file.ts';
import { writeFileWhole } from '../../pipeline/write-file.ts';
import { exported, exportFormats, type ExportFile } from '../../trust/exports.ts';
import { withoutSigningCertificate } from '../../trust/trusted-root.ts';
import { textOption } from '../verb.ts';
import type { TrustAction } from './action.ts';
import { keyIdNamed, neededText } from './options.ts';

export const exportTrust: TrustAction = async (path, options, { terminal }) => {
  const text = neededText(options, 'format', '--format');
  const format = exportFormats.find((one) => one === text);
  if (format === undefined) throw new EvidenceError('usage', { where: '--format', cause: `"${text}" is none of ${exportFormats.join(', ')}` });
  const key = textOption(options, 'key');
  if (key !== undefined && format !== 'spki') throw new EvidenceError('usage', { where: '--key', cause: 'it goes with --format spki' });
  const trust = readTrustFile(path);
  const all = exported(trust, format);
  const files = key === undefined ? all : all.filter(({ name }) => name.startsWith(keyIdNamed(key, trust)));
  // One file whose number does not hang on the policy goes to the path itself; the others go below it.
  const isFolder = format === 'sigstore' || (format === 'spki' && key === undefined);
  const output = textOption(options, 'output');
  const written = output === undefined ? [] : files.map((file) => write(file, isFolder ? join(output, file.name) : output));
  const notes = format === 'sigstore' ? withoutSigningCertificate(trust) : [];
  terminal.document({ format, written, files, authorities_without_signing_certificate: notes });
  if (output === undefined) for (const file of files) if (file.text !== '') terminal.say(file.text.replace(/\n$/, ''));
  for (const file of written) terminal.say(`wrote ${visibleText(file)}`);
  for (const name of notes)
    terminal.complain(`"${visibleText(name)}" lists no certificate that signs time stamps: Sigstore's verifiers will not know its time stamps`);
  return await Promise.resolve(0);
};

function write({ text }: ExportFile, path: string): string {
  writeFileWhole(path, utf8(text));
  return path;
}
