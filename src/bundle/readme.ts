import type { RunId } from '../model/ids.ts';
import { topFolder } from './bundle-file.ts';
import { otherChecks } from './other-checks.ts';

/**
 * The shell commands that check a bundle without our program; docs/FORMAT.md prints the same. They start in a folder
 * that holds `signer.pem`, the signer's public key. It must come from elsewhere: one that lay in the bundle would prove nothing.
 */
export function checkCommands(bundle: string, folder: string): readonly string[] {
  return [
    `unzip -q ${bundle}`,
    `cd ${folder}`,
    'sha256sum -c --strict --quiet manifest-sha256.txt',
    'sha256sum -c --strict --quiet tagmanifest-sha256.txt',
    'KEY=$(openssl pkey -pubin -in ../signer.pem -outform DER | sha256sum | cut -c1-64)',
    'openssl pkeyutl -verify -pubin -inkey ../signer.pem -rawin -in signatures/$KEY.pae -sigfile signatures/$KEY.sig',
    'TAG=$(sha256sum tagmanifest-sha256.txt | cut -c1-64)',
    `grep -acF '"subject":[{"digest":{"sha256":"'$TAG'"},"name":"tagmanifest-sha256.txt"}]' signatures/$KEY.pae`,
    '(cut -c67- manifest-sha256.txt tagmanifest-sha256.txt; echo tagmanifest-sha256.txt) | LC_ALL=C sort > ../listed.txt',
    "find . -type f -not -path './signatures/*' | cut -c3- | LC_ALL=C sort | diff ../listed.txt -",
  ];
}

/** data/README.txt. Part of the format: a verifier holds it against this text, because people run what it says. */
export function readmeText(runId: RunId): string {
  const bundle = `evidence-${runId}.evidence.zip`;
  const others = otherChecks(bundle).map(({ title, commands }) => `${title}\n\n${indented(commands)}\n`);
  return `WHAT THIS IS

The evidence of one answer of a language model: run ${runId}.
The answer lies in outputs/, the documents it rests on in sources/, the steps that
were taken in spans.jsonl, what was claimed in claims.json, what was found in
verdict.json, and who let it out in promotion.json. schemas/ explains each file.

HOW TO CHECK IT BY HAND

Get the signer's public key as signer.pem from someone you trust, never from this
bundle. Put it beside the bundle, name the bundle as below, and run:

${indented(checkCommands(bundle, topFolder(runId)))}

It holds when sha256sum prints nothing, openssl prints "Signature Verified
Successfully", grep prints 1, and diff prints nothing. Then every file here is what
the holder of that key signed, and no file was changed, added or removed.

Where there is a file signatures/disclosure.json, this is a copy that leaves files
out: it names them, sha256sum and diff complain of these, and of nothing else.

THE SAME AGAIN WITH OTHER TOOLS

None of this is needed. Each is a program of other people that must say the same.
Use those you have, in the folder where the commands above have ended. Each of them
ends with exit code 0 when it says yes, and with another one when it says no.

${others.join('\n')}
WHAT THESE COMMANDS DO NOT TELL

Whether the key was valid when it signed: the moment is what the signer says, but
where a time stamp or a log vouches for it. Whether enough people signed. Whether the
verdict follows from the record. The program that wrote this bundle checks all three:
evidence-gate verify BUNDLE --trust POLICY. The format is described in its
docs/FORMAT.md, clause by clause; this is format version 1.
`;
}

function indented(commands: readonly string[]): string {
  return commands.map((command) => `  ${command}`).join('\n');
}
