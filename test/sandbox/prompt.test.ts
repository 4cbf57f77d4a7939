import { array, assert, constant, integer, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPrompt, messagesOf } from '../../src/sandbox/prompt.ts';
import { brief, snapshotOf } from './documents.ts';

const template = { id: 'mine', text: 'Answer like a pirate.' };

describe('messages of a prompt', () => {
  test('hold the template as it is, each passage whole under its id, and the question', () => {
    const [system, user, ...more] = messagesOf(template, 'What is the rate?', brief.passages);
    expect(system).toEqual({ role: 'system', content: template.text });
    expect(more).toEqual([]);
    expect(user?.role).toBe('user');
    for (const { source, text } of brief.passages) expect(user?.content).toContain(`======== source ${source.retrieval_id}\n${text}\n======== end of source`);
    expect(user?.content.endsWith('Question:\nWhat is the rate?')).toBe(true);
  });

  test('say so where nothing was retrieved', () => {
    expect(messagesOf(template, 'q', [])[1]?.content).toContain('No sources were retrieved.');
  });

  test('cannot be broken open by a passage that holds the fence', () => {
    const fence = integer({ min: 1, max: 40 }).map((length) => '='.repeat(length));
    const hostile = array(oneof(fence, constant('\n'), string()), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
    assert(
      property(array(hostile, { minLength: 1, maxLength: 3 }), hostile, (texts, question) => {
        const { passages } = snapshotOf('hostile', texts);
        const content = messagesOf(template, question, passages)[1]?.content ?? '';
        const length = Number(/begin with ([0-9]+) equals/.exec(content)?.[1]);
        const mark = '='.repeat(length);
        for (const text of [...texts, question]) expect(text.includes(mark)).toBe(false);
        expect(content.split(mark).length - 1).toBe(2 * texts.length);
        for (const text of texts) expect(content).toContain(`\n${text}\n${mark} end of source`);
      }),
    );
  });

  test('by default ask for verbatim quotations in the form that the gate reads', () => {
    expect(defaultPrompt.text).toMatch(/“[^”]+” \[doc:[^\]]+\]/);
    expect(defaultPrompt.text.length).toBeLessThanOrEqual(4000);
  });
});
