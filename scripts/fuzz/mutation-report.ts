export async function mutationReport(_count: number, _seed: number): Promise<boolean> { return true; }
