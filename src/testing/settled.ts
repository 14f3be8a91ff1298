/** Resolves once everything that was promised by now has had its turn. No time passes on a `FakeClock`. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
