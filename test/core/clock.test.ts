import { describe, expect, it } from 'vitest';
import { asInstant, instant, millisOf, unixNano } from '../../src/core/clock.ts';
import { systemClock, systemRandom } from '../../src/core/system.ts';
import { visibleExcerpt, visibleText } from '../../src/core/visible-text.ts';
import { worst } from '../../src/cli/exit-code.ts';

describe('time', () => {
  it('has one spelling a moment', () => {
    const moment = instant(1_764_000_000_123_456_789n);
    expect(moment).toBe('2025-11-24T16:00:00.123Z');
    expect(asInstant(moment)).toBe(moment);
    expect(millisOf(moment)).toBe(1_764_000_000_123);
    expect(unixNano(5n)).toBe('5');
    for (const other of ['2025-11-24', '2025-11-24T16:00:00Z', '2025-11-24T16:00:00.123+00:00', '2025-02-30T00:00:00.000Z', 'now', ''])
      expect(asInstant(other)).toBeUndefined();
  });

  it('never runs backwards on one machine', () => {
    const clock = systemClock();
    let last = clock();
    for (let i = 0; i < 1000; i += 1) {
      const now = clock();
      expect(now >= last).toBe(true);
      last = now;
    }
    expect(systemRandom(16)).toHaveLength(16);
    expect(systemRandom(16)).not.toEqual(systemRandom(16));
  });
});

describe('visibleText', () => {
  it.each([
    ['\u001b[31mred', '<U+001B>[31mred'],
    ['\u001b]8;;http://x\u0007link', '<U+001B>]8;;http://x<U+0007>link'],
    ['a\u202eb', 'a<U+202E>b'],
    ['zero\u200bwidth', 'zero<U+200B>width'],
    ['tag\u{e0041}', 'tag<U+E0041>'],
    ['c1\u009b31m', 'c1<U+009B>31m'],
    ['two\nlines\tand a tab', 'two lines and a tab'],
    ['日本語 é \u{1f600}', '日本語 é \u{1f600}'],
  ])('%j', (text, seen) => {
    expect(visibleText(text)).toBe(seen);
  });

  it('cuts between code points and says that it cut', () => {
    expect(visibleExcerpt('\u{1f600}\u{1f600}\u{1f600}', 2)).toBe('\u{1f600}…');
    expect(visibleExcerpt('ab', 2)).toBe('ab');
  });
});

describe('the worst exit code', () => {
  it('decides in the order 4, 2, 1, 3, 0', () => {
    expect(worst([0, 3, 1, 2, 4])).toBe(4);
    expect(worst([0, 3, 1, 2])).toBe(2);
    expect(worst([0, 3, 1])).toBe(1);
    expect(worst([0, 3])).toBe(3);
    expect(worst([0])).toBe(0);
    expect(worst([])).toBe(0);
  });
});
