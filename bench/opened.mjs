// The part of `verify` that its peers do too: the file is read once, its structure, CRC-32 and SHA-256 are checked; no documents.
const [dist, bundle] = process.argv.slice(2);
const { openBundleFile } = await import(new URL(`file://${dist}/verify/open-file.node.js`));
const opened = await openBundleFile(bundle);
opened.close();
process.exitCode = opened.opening.ok ? 0 : 1;
