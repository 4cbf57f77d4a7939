// Plain JavaScript, so that any Node can say what is wrong instead of failing on TypeScript.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`This is Node ${process.versions.node}; 22.18 or newer is needed. "npm ci" (without --ignore-scripts) brings one for "npm run" and "npx".\n`);
  process.exit(2);
}
