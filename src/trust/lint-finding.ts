/** What lint says of a policy: an `error` is a reason not to use it, a `warning` something to know before one does. */
export interface LintFinding {
  readonly level: 'error' | 'warning';
  readonly code: string;
  /** JSON pointer, or the key, authority or epoch that is not there any more. */
  readonly where: string;
  readonly message: string;
}

export function warning(code: string, where: string, message: string): LintFinding {
  return { level: 'warning', code, where, message };
}

export function fault(code: string, where: string, message: string): LintFinding {
  return { level: 'error', code, where, message };
}
