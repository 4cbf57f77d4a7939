/** 0 done, 1 the answer is no, 2 bad usage or input, 3 undetermined, 4 the machine failed. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

const worstFirst: readonly ExitCode[] = [4, 2, 1, 3, 0];

/** Over many inputs the worst outcome decides. Nothing at all is nothing done: 0. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return worstFirst.find((code) => codes.includes(code)) ?? 0;
}
