/** A code or a password in the clipboard: there for as long as it is being written down, and no longer. */
let lies = false;

/** Whether it was copied. */
export async function copySecret(words: string): Promise<boolean> {
  const done = await navigator.clipboard?.writeText(words).then(
    () => true,
    () => false,
  );
  lies ||= done ?? false;
  return done ?? false;
}

/** Empties the clipboard, if something was copied here. */
export function forgetCopied(): void {
  if (!lies) return;
  lies = false;
  void navigator.clipboard.writeText('').catch(() => undefined);
}
