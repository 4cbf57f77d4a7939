// C0 and C1 controls (ANSI escapes begin with one), soft hyphen, zero-width and bidi marks, line separators, tags.
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/**
 * Text of strangers, fit for a terminal line: what would move the cursor, hide, or reorder shows up as `<U+001B>` and
 * does nothing. A line break becomes a space.
 */
export function visibleText(text: string): string {
  return text.replace(/\r?\n|\t/g, ' ').replace(unseen, (char) => `<U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`);
}

/** The text, made visible, in at most `width` code points, the last of which says that it goes on. */
export function visibleExcerpt(text: string, width: number): string {
  const points = [...visibleText(text)];
  return points.length <= width ? points.join('') : `${points.slice(0, width - 1).join('')}…`;
}
