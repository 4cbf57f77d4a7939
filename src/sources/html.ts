import { Parser } from 'htmlparser2';
import type { Extraction } from './extraction.ts';
import { HtmlLayout } from './html-layout.ts';
import { isHidden } from './html-rules.ts';

/** The text that a reader of an HTML page sees. Ranges count in `html`. A table with header cells repeats them in each row. */
export function htmlText(html: string): Extraction {
  const layout = new HtmlLayout(html);
  let depth = 0;
  let hiddenAt: number | undefined;
  let titleAt: number | undefined;
  let title: string | undefined;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      depth += 1;
      if (hiddenAt !== undefined || titleAt !== undefined) return;
      if (name === 'title') titleAt = depth;
      else if (isHidden(name, attributes)) hiddenAt = depth;
      else layout.open(name, attributes);
    },
    onclosetag: (name) => {
      if (hiddenAt === undefined && titleAt === undefined) layout.close(name);
      if (hiddenAt === depth) hiddenAt = undefined;
      if (titleAt === depth) titleAt = undefined;
      depth -= 1;
    },
    ontext: (data) => {
      if (hiddenAt !== undefined) return;
      if (titleAt !== undefined) title = (title ?? '') + data;
      else layout.text(data, parser.startIndex, parser.endIndex + 1);
    },
  });
  parser.write(html);
  parser.end();
  const found = layout.finish();
  return title === undefined ? found : { ...found, title };
}
