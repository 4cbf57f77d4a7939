declare const brand: unique symbol;

/** A `Base` that has passed a named check. Each brand is minted in exactly one file; casts elsewhere are lint errors. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
