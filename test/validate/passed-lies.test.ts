import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/core/digest.ts';
import { asInstant } from '../../src/core/clock.ts';
import { judge } from '../../src/validate/judge.ts';
import { subjectOf } from './cut.ts';
import { policy } from './grounding/fixture.ts';

const judgedAt = asInstant('2026-11-24T12:00:00.000Z');
if (judgedAt === undefined) throw new Error('no instant');
const context = { judgedAt, productVersion: '0.1.0', hash: digestOf };
const applied = { value: { ...policy, citations: 'required' as const }, sha256: digestOf(new Uint8Array()) };

const bank =
  'On 20 March 2025 the central bank raised its policy rate by 25 basis points to 3.75 per cent. Inflation was 4.1 per cent in February, above the target of 2 per cent. Seven members voted for the increase and two members voted to keep the rate unchanged. The bank will not sell bonds this year unless inflation exceeds 5 per cent.';
const opera = 'The opera house in Portville was opened by Mayor Ana Ruiz on Monday. Tickets cost 40 euros.';
const truth = 'The central bank raised its policy rate by 25 basis points to 3.75 per cent.';
const quotation = '“Inflation was 4.1 per cent in February, above the target of 2 per cent.”';
const cite = (output: string): string => `${output} [doc:a#p1]`;

function resultOf(output: string, source = bank): string {
  return judge(subjectOf(output, { 'doc:a#p1': source, 'doc:b#p1': opera }), applied, context).verdict.result;
}

it('the truth passes', () => {
  for (const output of [truth, quotation, `## Policy rate\n\n${truth}`, `## Summary\n\n${truth}`, `Here is a summary:\n\n${truth}`]) {
    expect(resultOf(cite(output)), output).toBe('pass');
  }
});

describe('what claims nothing says nothing that no source says', () => {
  it.each([
    `## Corruption at the central bank\n\n${cite(truth)}`,
    `**Secret bank bailout**\n\n${cite(truth)}`,
    `Bankruptcy of the central bank:\n\n${cite(truth)}`,
    `| Bribes | Bank |\n|---|---|\n${cite(truth)}`,
    `Dear Bribe Taker,\n\n${cite(truth)}`,
    `${cite(truth)} What is the governor's crime?`,
    `${cite(truth)}\n\nWould you like details of the governor's bribery?`,
    `${cite(truth)}\n\n\`\`\`\nbank: bankrupt\n\`\`\``,
    `\`\`\`bankrupt\n{"answer":"${truth}","source":"doc:a#p1"}\n\`\`\``,
    `${truth} [1]\n\nReferences\n[1] Bribery in the central bank (doc:a#p1)`,
    `{"answer":"${truth}","source":{"doc:a#p1":"bankrupt bank"}}`,
    `${cite(truth)} The retrieved sources do not answer this question.`,
  ])('%s', (output) => {
    expect(resultOf(output)).not.toBe('pass');
  });

  it('nor in a language that is not read', () => {
    const source = 'Die Zentralbank hat den Leitzins nicht gesenkt. Die Inflation lag im Februar bei 4,1 Prozent und damit über dem Ziel.';
    const quoted = cite('„Die Zentralbank hat den Leitzins nicht gesenkt.“');
    expect(resultOf(quoted, source)).toBe('pass');
    expect(resultOf(`# Leitzins gesenkt\n\n${quoted}`, source)).toBe('review');
    expect(resultOf(`❌ ${quoted}`, source)).toBe('review');
  });
});

describe('a true quotation does not carry a false frame', () => {
  it.each([
    ...['No: Q', 'Some say Q', 'Q 👎', '❌ Q', '~~Q~~', '≠ Q', 'Q?', 'In Norland: Q'].map((frame) => frame.replace('Q', quotation)),
    '“members voted to keep the rate unchanged.”',
  ])('%s', (output) => {
    expect(resultOf(cite(output))).not.toBe('pass');
  });
});

const families: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'a small word turns it': {
    [bank]: [
      'The bank will not sell bonds this year if inflation exceeds 5 per cent.',
      'The central bank has yet to raise its policy rate by 25 basis points to 3.75 per cent.',
      'The central bank could have raised its policy rate by 25 basis points to 3.75 per cent.',
      'Therefore the central bank raised its policy rate by 25 basis points to 3.75 per cent.',
      'The central bank “raised” its policy rate by 25 basis points to 3.75 per cent.',
      'The central bank raised its policy rate by ½25 basis points to 3.75 per cent.',
      'Inflation was 4.1 per cent in February, above the target of 2 per cent or below.',
      'Members voted to keep the rate unchanged.',
    ],
    'Ann Lee or Bob Ray won the seat in 2020.': ['Bob Ray won the seat in 2020.'],
    'Unlike Norway, Sweden is a member of the EU.': ['Norway and Sweden are members of the EU.'],
    'Little evidence supports the claim that tea cures colds.': ['Evidence supports the claim that tea cures colds.'],
    'It is not true that vaccines cause autism.': ['It is not true that vaccines do not cause autism.'],
    'The minister denied that the bridge was unsafe.': ['The bridge was safe.'],
    'Critics say the tax will destroy jobs.': ['The tax will destroy jobs.'],
    'Maximum pressure: 6 bar. Minimum temperature: 5 °C.': ['Pressure: 6 bar.'],
  },
  'another preposition': {
    [bank]: [
      'The central bank raised its policy rate by 3.75 per cent.',
      'The central bank raised its policy rate to 25 basis points.',
      'Policy rate: 25 basis points.',
      'Inflation was 4.1 per cent in February, at the target of 2 per cent.',
      'Inflation was 4.1 per cent since February, above the target of 2 per cent.',
    ],
    'Profit fell from 20 million to 15 million euros.': ['Profit fell 15 million euros.', 'Profit was 20 million euros.'],
    'Admission is free for children under 6 and costs 8 euros for adults.': ['Admission is free for children under 8.'],
  },
  'what was between is skipped': {
    'Halden Steel sold its stake in Morton Works to Delta Freight for 5 million euros.': [
      'Halden Steel sold Morton Works to Delta Freight for 5 million euros.',
    ],
    'Children under 12 must not take this medicine.': ['Children must not take this medicine.'],
    'Revenue grew 12 per cent in Asia and fell 3 per cent in Europe.': ['Revenue grew 12 per cent in Asia and Europe.'],
    'The law passed in the lower house and awaits a vote in the senate.': ['The law passed in the lower house and the senate.'],
    'Anna told Maria that she had lost her job.': ['Maria had lost her job.', 'Anna had lost her job.'],
    "The mayor thanked the firefighters who saved the school. The mayor's husband was injured.": ['The mayor saved the school.', 'The mayor was injured.'],
    'The report was written by Ito and reviewed by Sato.': ['Ito reviewed the report.', 'The report was written by Ito and Sato.'],
    'Dr. Amir Khan, who founded the clinic in 1998, retired last year. His successor, Dr. Lena Brandt, trained in Oslo.': [
      'The clinic retired last year.',
      'Dr. Amir Brandt trained in Oslo.',
    ],
    'Sales of petrol cars fell 10 per cent while sales of electric cars rose 30 per cent.': ['Sales of cars rose 30 per cent.'],
  },
  'its end is cut off': {
    'The drug reduced pain in mice.': ['The drug reduced pain.'],
    'The contract ends on 31 December 2025 at the earliest.': ['The contract ends on 31 December 2025.'],
    'The vaccine is 95 per cent effective against severe disease.': ['The vaccine is 95 per cent effective.'],
    'Patients treated with Zelol lived 14 months longer on average.': ['Patients treated with Zelol lived 14 months.'],
  },
  'what was is said to be': {
    'John Smith was chief executive of Halden Steel until 2020.': ['John Smith is chief executive of Halden Steel.'],
    'Before the merger, Alpha employed 300 people.': ['Alpha employs 300 people.'],
  },
  'a row is shuffled': { 'Region | Sales | Profit\nNorth | 10 | 3\nSouth | 20 | 5': ['| North | 3 | 10 |'] },
};

describe('a lie made of the words of its source', () => {
  const lies = Object.entries(families).flatMap(([family, sources]) =>
    Object.entries(sources).flatMap(([source, claims]) => claims.map((claim) => ({ family, claim, source }))),
  );
  it.each(lies)('$family: $claim', ({ claim, source }) => {
    expect(resultOf(cite(claim), source)).not.toBe('pass');
  });
});

describe('what a claim points to', () => {
  it.each([
    'The central bank raised its policy rate, and opened the opera house in Portville. [doc:a#p1, doc:b#p1]',
    'The policy rate was raised by 25 basis points to 3.75 per cent. [doc:a#p1] It cost 40 euros. [doc:b#p1]',
    '# Policy rate\n\n4.1 per cent in February [doc:a#p1]',
    '# Policy rate\n\nIt was 4.1 per cent in February, above the target of 2 per cent. [doc:a#p1]',
    'It was 4.1 per cent in February, above the target of 2 per cent. [doc:a#p1]',
  ])('%s', (output) => {
    expect(resultOf(output)).not.toBe('pass');
  });
});
