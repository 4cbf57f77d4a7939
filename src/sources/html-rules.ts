const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Elements whose content a reader of the page does not see as text. */
const unseen = words('script style template noscript noframes iframe object canvas audio video datalist');

/** Elements that stand on lines of their own. */
const blocks = words(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table tbody tfoot thead ul',
);

/** Elements that no cell of a data table holds: a table with one of them only lays a page out. */
const layout = words('article aside dl fieldset form h1 h2 h3 h4 h5 h6 main nav ol pre section table ul');

export function isBlock(name: string): boolean {
  return blocks.has(name);
}

export function isLayout(name: string): boolean {
  return layout.has(name);
}

/** 1 to 6, or undefined for what is not a heading. */
export function headingLevel(name: string): number | undefined {
  return /^h[1-6]$/.test(name) ? Number(name.slice(1)) : undefined;
}

const hiding =
  /^(?:display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?%?|font-size:0(?:\.0+)?(?:px|pt|r?em|%)?|content-visibility:hidden)(?:!important)?$/;

/**
 * Whether an element is hidden from the reader of the page: by what it is, by its attributes, or by its own style. Whoever
 * hides text in a page addresses machines. Style sheets are not evaluated.
 */
export function isHidden(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (unseen.has(name) || attributes['hidden'] !== undefined) return true;
  if (name === 'dialog' && attributes['open'] === undefined) return true;
  const style = (attributes['style'] ?? '').toLowerCase().replaceAll(/\s/g, '');
  return style.split(';').some((rule) => hiding.test(rule));
}
