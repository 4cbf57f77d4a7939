#!/usr/bin/env node
// Nothing is imported before the version is known: an old Node would fail on the imports with a riddle instead.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `evidence-gate: this Node is ${process.versions.node}, and 22.18 or newer is needed. Inside the repository, "npm run" and "npx" bring one (after "npm ci" without --ignore-scripts).\n`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
