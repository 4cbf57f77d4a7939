// The one door to @noble/hashes.
export { sha256, sha512 } from '@noble/hashes/sha2.js';
