// Plain JavaScript, so that Node 18 runs it: the built `evidence-gate/verify` must say the same there as here.
import { readFileSync } from 'node:fs';
import { digestOf, readTrustPolicy, verifyBundle } from 'evidence-gate/verify';

const trust = readTrustPolicy(readFileSync('samples/trust-policy.json', 'utf8'), 'samples/trust-policy.json', digestOf);
const outcomes = ['bundles/storage', 'tampered/answer-edited-by-the-signer'].map((name) => verifyBundle(readFileSync(`samples/${name}.evidence.zip`), trust).outcome);
process.stdout.write(`Node ${process.versions.node}: ${outcomes.join(', ')}\n`);
process.exitCode = outcomes.join() === 'verified,rejected' ? 0 : 1;
