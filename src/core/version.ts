/** Version of this package: package.json says the same, and a test holds the two together. */
export const productVersion: string = '0.1.0';
