/** Waits for a condition, looking again as soon as the last look has ended. Fails after 30 s with what it waited for. */
export async function until(
  condition: () => Promise<boolean>,
  what = 'the condition',
  limitMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs / 1_000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
