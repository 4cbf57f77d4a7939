/** `npm start`: takes the samples through the whole way, and exits 0 when each ended as it says it should. */
import { existsSync } from 'node:fs';
import { main } from '../src/cli/main.ts';

const key = '.evidence/keys/sample';
if (!existsSync(`${key}.key.pem`)) {
  const made = await main(['keys', 'new', key, '--owner', 'evidence-gate samples']);
  if (made !== 0) process.exit(made);
  process.stdout.write('\n');
}
const code = await main(['run', 'samples/pipeline.yaml', '--expect', '--key', `${key}.key.pem`, '--trust', `${key}.trust.json`]);
process.stdout.write(`${code === 0 ? 'Each run ended as its sample says it should.' : 'Not every run ended as its sample says it should.'} Next:
  npx evidence-gate verify out --trust ${key}.trust.json --brief
  npx evidence-gate inspect                      all runs; with the end of a run id, one of them
  npx evidence-gate validate samples/data.jsonl  judge plain answers with their sources
`);
process.exitCode = code;
