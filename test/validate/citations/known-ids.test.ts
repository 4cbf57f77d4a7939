import { describe, expect, it } from 'vitest';
import { knownIds } from '../../../src/validate/citations/known-ids.ts';
import { subjectOf } from '../cut.ts';

const known = (...ids: readonly string[]): ReturnType<typeof knownIds> => knownIds(subjectOf('', Object.fromEntries(ids.map((id) => [id, 'text']))).passages);
const named = (ids: readonly string[], id: string): readonly string[] =>
  known(...ids)
    .passages(id)
    .map((passage) => passage.retrieval_id);

describe('what an id names', () => {
  it.each<[readonly string[], string, readonly string[]]>([
    [['doc:a', 'doc:b'], 'doc:a', ['doc:a']],
    [['doc:a', 'doc:b'], 'doc:c', []],
    [['doc:a#p1', 'doc:b#p1', 'doc:a#p2'], 'doc:a', ['doc:a#p1', 'doc:a#p2']],
    [['doc:a', 'doc:a#p1'], 'doc:a', ['doc:a', 'doc:a#p1']],
    [['doc:a#p1'], 'doc:a#p2', []],
    [['doc:a#p1'], 'doc', []],
    [['doc:a#s#p1'], 'doc:a#s', ['doc:a#s#p1']],
    [['doc:a#s#p1'], 'doc:a', []],
  ])('of %j, %s names %j', (ids, id, found) => {
    expect(named(ids, id)).toEqual(found);
  });
});

describe('what is read as an id', () => {
  it.each<[readonly string[], string, inBrackets: boolean, inProse: boolean]>([
    [['doc:a'], 'doc:a', true, true],
    [['doc:a'], 'doc:gone', true, true],
    [['doc:a'], 'DOC:gone', true, true],
    [[], 'doc:gone', true, true],
    [['doc:a'], 'doc:', false, false],
    [['doc:a'], 'web:gone', false, false],
    [['web:a'], 'web:gone', true, true],
    [['kb-12'], 'kb-12', true, false],
    [['kb-12'], 'kb-3', true, false],
    [['kb-12'], 'kc-3', false, false],
    [['kb'], 'kb', true, false],
    [['17'], '17', true, false],
    [['17'], '18', false, false],
    [['alpha'], 'gamma', false, false],
  ])('of %j, %s: in brackets %s, in prose %s', (ids, text, inBrackets, inProse) => {
    const { read, readInProse } = known(...ids);
    expect([read(text) !== undefined, readInProse(text) !== undefined]).toEqual([inBrackets, inProse]);
  });
});
