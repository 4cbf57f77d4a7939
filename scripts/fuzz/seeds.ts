import { utf8 } from '../../src/core/bytes.ts';
import { digestOfNode } from '../../src/core/digest.node.ts';
import type { DocumentKind } from '../../src/model/parse.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { promotedRun } from '../../test/bundle/promoted-run.ts';
import { sealedBytes } from '../../test/bundle/sealed.ts';
import { Forgery } from '../../test/verify/forgery.ts';
import { epochOf } from '../../test/verify/logged.ts';
import { keyOf, policyText, signer, signerNumber, trust } from '../../test/verify/trust.ts';

// Real documents of a real run, cut short: what is small is tried often.

const run = await promotedRun({ answer: 'The Board will perhaps meet again in spring [doc:t:brief#p1].\n', gate: { unsupported: 'review' }, approver: 'ines' });
const bundle = await sealedBytes(run, signer);
export const forgery: Forgery = new Forgery(bundle);

type Json = Record<string, unknown>;

function document(path: string): Json {
  return JSON.parse(forgery.text(path)) as Json;
}

/** The same with at most two items in each list. */
function cut(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 2).map(cut);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cut(item)]));
  return typeof value === 'string' && value.length > 200 ? value.slice(0, 200) : value;
}

const first = (path: string, list: string): unknown => cut((document(path)[list] as unknown[])[0]);
const span = (number: number): unknown => cut(JSON.parse(forgery.text('data/spans.jsonl').split('\n')[number] ?? ''));
const pathEnding = (ending: string): string => [...forgery.files.keys()].find((path) => path.endsWith(ending)) ?? '';

const smallPolicy: unknown = JSON.parse(
  policyText(
    [
      keyOf(signer, 'ines'),
      keyOf(signerNumber(8), 'omar', { role: 'reviewer', revoked: { reason: 'lost', invalid_from: '2026-01-01T00:00:00.000Z', honour_earlier: true } }),
    ],
    {
      log: { required: false, epochs: [epochOf()] },
    },
  ),
);

export const policySeed: unknown = smallPolicy;
export const envelopeBytes: Uint8Array = forgery.bytes(forgery.envelopes()[0] ?? '');
export const statementSeed: unknown = forgery.statement();

/** At least one good document of each kind. */
export const documentSeeds: Readonly<Record<DocumentKind, readonly unknown[]>> = {
  'claim': [first('data/claims.json', 'claims')],
  'claims': [cut(document('data/claims.json'))],
  'data-line': [{ id: 'q1', sources: [{ retrieval_id: 'doc:t:brief#p1', text: 'The rate is 0.25 percent.' }], output: 'It is 0.25 percent [doc:t:brief#p1].' }],
  'disclosure': [{ format: 'evidence-gate/disclosure/1', withheld: [{ path: 'data/prompts/1.json', reason: 'licence' }] }],
  'document': [first('data/sources.json', 'documents')],
  'envelope': [document(forgery.envelopes()[0] ?? '')],
  'finding': [first('data/verdict.json', 'findings')],
  'gate-policy': [document('data/policy.json')],
  'input-line': [
    {
      id: 'q1',
      question: 'What is the rate?',
      answer: 'It is 0.25 percent.',
      sources: [{ retrieval_id: 'doc:t:brief#p1', text: 'The rate is 0.25 percent.', uri: 'brief.md', title: 'Brief' }],
      user_id: 'u',
      session_id: 's',
      consent: { state: 'granted', scope: ['review'], by: 'ines', at: '2026-11-24T13:47:20.000Z' },
      provider: 'declared',
      expect: 'promoted',
    },
  ],
  'pipeline': [
    {
      name: 'demo',
      generate: { provider: 'extractive', quotes: 2 },
      gate: 'gate.yaml',
      output: { name: 'answer.md', folder: 'out' },
      sources: { collection: 't', folder: 'docs', paths: ['a.md'], chunk_characters: 900 },
      retrieve: { top: 3 },
      signer: 'keys/a.pem',
      concurrency: 2,
      assistant: { name: 'a', version: '1' },
    },
    {
      name: 'demo',
      generate: { provider: 'openai', model: 'm', prompt: { id: 'p', text: 't' }, base_url: 'http://localhost/v1', api_key_env: 'KEY', stream: true },
      gate: 'g',
      output: { name: 'a', folder: 'o' },
    },
  ],
  'promotion': [cut(document('data/promotion.json'))],
  'retrieval': [first('data/retrievals.json', 'retrievals')],
  'retrievals': [cut(document('data/retrievals.json'))],
  'run': [cut(document('data/run.json'))],
  'source': [first('data/sources.json', 'sources')],
  'sources': [cut(document('data/sources.json'))],
  'span': [span(0), span(1), span(3)],
  'statement': [forgery.statement()],
  'text-map': [cut(document(pathEnding('/map.json')))],
  'trust-policy': [smallPolicy],
  'verdict': [cut(document('data/verdict.json'))],
  'verification-report': [
    cut(JSON.parse(JSON.stringify(verifyBundle(bundle, trust, { hash: digestOfNode })))),
    cut(JSON.parse(JSON.stringify(verifyBundle(utf8('no bundle'), trust, { hash: digestOfNode })))),
  ],
};
