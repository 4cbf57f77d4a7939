import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { signerFromCommand } from '../../src/bundle/command-signer.node.ts';
import { commandWords } from '../../src/bundle/command-words.ts';
import { writeKeyPair } from '../../src/bundle/key-files.node.ts';
import { signerFromSeed } from '../../src/bundle/seed-signer.ts';
import { utf8 } from '../../src/core/bytes.ts';
import { EvidenceError } from '../../src/core/errors.ts';
import { present } from '../outside/tools.ts';

const seed = new Uint8Array(32).fill(5);
const inMemory = signerFromSeed(seed);
const home = mkdtempSync(join(tmpdir(), 'command-signer-'));
const key = join(home, 'k.key.pem');
writeKeyPair({ privatePath: key, publicPath: join(home, 'k.pub.pem'), seed });
afterAll(() => {
  rmSync(home, { recursive: true });
});

const message = utf8('the message');

interface Tried {
  readonly signature?: Uint8Array;
  readonly code?: string;
  readonly text?: string;
  readonly stderr: string;
}

async function tryCommand(command: string, timeoutMillis = 20_000): Promise<Tried> {
  let stderr = '';
  try {
    const signer = signerFromCommand({ command, publicKey: inMemory.publicKey, timeoutMillis, onStderr: (text) => (stderr += text) });
    expect(signer.keyId).toBe(inMemory.keyId);
    return { signature: await signer.sign(message), stderr };
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return { code: error.code, text: error.message, stderr };
  }
}

const node = (script: string): string => `"${process.execPath}" -e '${script}'`;
const signs = `const { createPrivateKey, sign } = require("crypto"), { readFileSync } = require("fs"); const signature = sign(null, readFileSync(0), createPrivateKey(readFileSync("${key}")));`;

describe('a signer command', () => {
  test('gives the 64 bytes themselves', async () => {
    expect((await tryCommand(node(`${signs} process.stdout.write(signature)`))).signature).toEqual(await inMemory.sign(message));
  });

  test.each(['', '\\n', '\\r\\n'])('or one line of base64, ended by %j', async (end) => {
    const tried = await tryCommand(node(`${signs} process.stdout.write(signature.toString("base64") + "${end}")`));
    expect(Buffer.from(tried.signature ?? []).equals(await inMemory.sign(message))).toBe(true);
  });

  test.skipIf(!present('openssl'))('can be openssl, which stands here for a module that holds the key', async () => {
    // openssl signs with ed25519 only what lies in a file.
    const script = `F=$(mktemp) && cat > "$F" && openssl pkeyutl -sign -rawin -inkey ${key} -in "$F"; E=$?; rm "$F"; exit $E`;
    const tried = await tryCommand(`sh -c '${script}'`);
    expect(tried.text).toBeUndefined();
    expect(Buffer.from(tried.signature ?? []).equals(await inMemory.sign(message))).toBe(true);
  });

  test('is heard while it asks for something on stderr', async () => {
    const tried = await tryCommand(node(`${signs} console.error("touch the module"); process.stdout.write(signature)`));
    expect(tried.signature).toHaveLength(64);
    expect(tried.stderr).toBe('touch the module\n');
  });

  test('gets no shell: what a shell would do with its words is not done', async () => {
    const marker = join(home, 'marker');
    const tried = await tryCommand(`"${process.execPath}" -e 0 ; touch ${marker} $(touch ${marker}) > ${marker}`);
    expect(tried.code).toBe('signer-wrong');
    expect(existsSync(marker)).toBe(false);
  });

  test('is asked for one signature at a time, and after a failure for the next', async () => {
    const busy = join(home, 'busy');
    const script = `${signs} const fs = require("fs"); try { fs.mkdirSync("${busy}") } catch { process.exit(9) } setTimeout(() => { fs.rmdirSync("${busy}"); if (fs.existsSync("${busy}.fail")) { fs.rmSync("${busy}.fail"); process.exit(7) } process.stdout.write(signature) }, 30)`;
    writeFileSync(`${busy}.fail`, '');
    const signer = signerFromCommand({ command: node(script), publicKey: inMemory.publicKey, timeoutMillis: 20_000 });
    const ended = await Promise.allSettled([1, 2, 3].map((number) => signer.sign(utf8(String(number)))));
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(ended[0]).toMatchObject({ reason: { why: expect.stringContaining('exit code 7') } });
  });

  test('that does not read its message to the end is judged by what it gave', async () => {
    const signer = signerFromCommand({ command: `${process.execPath} -e 0`, publicKey: inMemory.publicKey, timeoutMillis: 20_000 });
    await expect(signer.sign(new Uint8Array(8_000_000))).rejects.toMatchObject({ code: 'signer-wrong' });
  });
});

describe('a signer command that does not sign', () => {
  test.each<[string, string, string, string]>([
    ['is not there', 'no-such-program-here x', 'signer-unusable', 'there is no such program'],
    ['is a folder', `"${home}"`, 'signer-unusable', home],
    [
      'ends with another exit code',
      node('console.error("the module is locked"); process.exit(3)'),
      'signer-failed',
      'exit code 3; it said: the module is locked',
    ],
    ['signs and ends with another exit code', node(`${signs} process.stdout.write(signature); process.exitCode = 1`), 'signer-failed', 'exit code 1'],
    ['is killed', node('process.kill(process.pid, "SIGKILL")'), 'signer-failed', 'SIGKILL'],
    ['writes without end', node('setInterval(() => process.stdout.write(Buffer.alloc(65536)), 0)'), 'signer-failed', 'more than 4096 bytes'],
    ['says nothing', node('0'), 'signer-wrong', '0 bytes'],
    ['gives 63 bytes', node(`${signs} process.stdout.write(signature.subarray(1))`), 'signer-wrong', '63 bytes'],
    ['gives 65 bytes', node(`${signs} process.stdout.write(Buffer.concat([signature, Buffer.alloc(1)]))`), 'signer-wrong', '65 bytes'],
    ['gives hex', node(`${signs} process.stdout.write(signature.toString("hex"))`), 'signer-wrong', '128 bytes'],
    ['gives two lines', node(`${signs} console.log(signature.toString("base64") + "\\n")`), 'signer-wrong', '90 bytes'],
    ['gives another signature', node('process.stdout.write(Buffer.alloc(64))'), 'signer-wrong', inMemory.keyId],
    [
      'signs something else',
      node(`${signs.replace('readFileSync(0)', 'Buffer.from("another")')} process.stdout.write(signature)`),
      'signer-wrong',
      inMemory.keyId,
    ],
  ])('%s', async (_, command, code, part) => {
    const tried = await tryCommand(command);
    expect(tried.code).toBe(code);
    expect(tried.text).toContain(part);
  });

  test('does not end: it is ended, and whatever it started is not waited for', async () => {
    const tried = await tryCommand(`sh -c 'sleep 60 & sleep 60'`, 300);
    expect(tried.code).toBe('signer-failed');
    expect(tried.text).toContain('after 0.3 s');
  });

  test('tells at most the end of a long complaint', async () => {
    const tried = await tryCommand(node('process.stderr.write("x".repeat(1e6) + "at last"); process.exitCode = 1'));
    expect(tried.text).toContain('at last');
    expect(tried.text?.length).toBeLessThan(2200);
  });

  test.each(['', '   ', '"" x', `x "y`, `x 'y`])('is none: %j', async (command) => {
    expect((await tryCommand(command)).code).toBe('signer-unusable');
  });
});

describe('the words of a command', () => {
  test.each<[string, readonly string[]]>([
    ['a b  c', ['a', 'b', 'c']],
    ['\ta\nb ', ['a', 'b']],
    [`sh -c 'echo "x" y'`, ['sh', '-c', 'echo "x" y']],
    [`a "" b`, ['a', '', 'b']],
    [`a"b c"d'e f'`, ['ab cde f']],
    ['a\\ b', ['a\\', 'b']],
    ['$HOME `id` *;&', ['$HOME', '`id`', '*;&']],
  ])('%j', (line, words) => {
    expect(commandWords(line)).toEqual(words);
  });

  test('come back, whatever they are', () => {
    const word = fc.string().filter((text) => !text.includes("'"));
    fc.assert(
      fc.property(
        word.filter((text) => text !== ''),
        fc.array(word),
        (program, rest) => {
          expect(commandWords([program, ...rest].map((text) => `'${text}'`).join(' '))).toEqual([program, ...rest]);
        },
      ),
    );
  });
});
