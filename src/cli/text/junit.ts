/** One judged input as a test runner reports it. */
export interface JUnitCase {
  readonly name: string;
  /** failed: the gate said no. skipped: a person decides. error: the machine or the provider broke. */
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'error';
  readonly message: string;
}

/** A JUnit report, the dialect that CI servers read: one suite, one case an input. */
export function junitText(suite: string, cases: readonly JUnitCase[]): string {
  const count = (outcome: JUnitCase['outcome']): number => cases.filter((one) => one.outcome === outcome).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites><testsuite name="${escaped(suite)}" tests="${cases.length}" failures="${count('failed')}" errors="${count('error')}" skipped="${count('skipped')}">`,
    ...cases.map((one) => `<testcase classname="${escaped(suite)}" name="${escaped(one.name)}">${inner(one)}</testcase>`),
    '</testsuite></testsuites>',
    '',
  ].join('\n');
}

const elements = { failed: 'failure', skipped: 'skipped', error: 'error' } as const;

function inner({ outcome, message }: JUnitCase): string {
  return outcome === 'passed' ? '' : `<${elements[outcome]} message="${escaped(message)}"/>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text of strangers in an attribute. What XML 1.0 cannot say, in any spelling, becomes U+FFFD. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu, (char) => (/[\t\n\r]/.test(char) ? ' ' : '\ufffd'))
    .replace(/[&<>"]/g, (char) => entities[char] ?? char);
}
