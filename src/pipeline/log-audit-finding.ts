/** What can be wrong with a log. */
export type AuditCode =
  | 'checkpoint-malformed'
  | 'checkpoint-unsigned'
  | 'entry-malformed'
  | 'tile-missing'
  | 'tile-differs'
  | 'root-differs'
  | 'head-differs'
  | 'log-shrunk'
  | 'log-rewritten';

export interface AuditFinding {
  readonly code: AuditCode;
  readonly where: string;
  readonly message: string;
}

export function finding(code: AuditCode, where: string, message: string): AuditFinding {
  return { code, where, message };
}
