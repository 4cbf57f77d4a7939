const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Abbreviations that something always follows: their full stop never ends a sentence. */
export const leading: ReadonlySet<string> = list(
  'dr mr mrs ms mx prof st no nos vol fig figs eq sec ch art arts para pp cf vs approx e.g i.e viz gen gov sen rep rev hon capt lt col sgt ca resp incl excl est z.b d.h bzw nr abb bspw p.ex',
);

/** Abbreviations that may end a sentence: what follows decides. */
export const trailing: ReadonlySet<string> = list(
  'inc ltd co corp plc llc etc al jr sr u.s u.k u.n e.u u.s.a a.m p.m ph.d m.d b.c a.d d.c dept jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun usw',
);

/** Words that begin a sentence far more often than they follow an abbreviation. */
export const starters: ReadonlySet<string> = list(
  'the a an it its this that these those in on at by for from with he she they we you i his her their our my there here however but and so as if when while after before since although then thus moreover meanwhile both some many most all no not der die das es er sie wir le la les il elle nous',
);

export const months: ReadonlySet<string> = list('januar februar märz april mai juni juli august september oktober november dezember jänner');
