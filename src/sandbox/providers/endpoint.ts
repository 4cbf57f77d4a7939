import { EvidenceError } from '../../core/errors.ts';

/** Where a provider listens, in a form that may be shown: no user, password, query or fragment can be in it. */
export interface Endpoint {
  readonly baseUrl: string;
  readonly origin: string;
  /** On this machine: such servers ask for no key. */
  readonly loopback: boolean;
}

/** Throws `provider-address`. The text itself is never repeated: a password may stand in it. */
export function endpointOf(baseUrl: string): Endpoint {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new EvidenceError('provider-address', { where: 'the base URL', cause: 'it is not an http or https URL' });
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new EvidenceError('provider-address', { where: url.origin, cause: 'it holds more than scheme, host, port and path' });
  }
  return { baseUrl: url.href.replace(/\/$/, ''), origin: url.origin, loopback: isLoopback(url.hostname) };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$/.test(host);
}
