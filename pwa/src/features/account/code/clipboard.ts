/** A code or a password in the clipboard: there for as long as it is being written down, and no longer. */
let lies = false;

/** Whether it was copied. */
export async function copySecret(words: string): Promise<boolean> {
  const done = await navigator.clipboard?.writeText(words).then(
    () => true,
    // The browser refuses: the caller says that nothing was copied.
    () => false,
  );
  lies ||= done ?? false;
  return done ?? false;
}

/** Empties the clipboard, if something was copied here. */
export function forgetCopied(): void {
  if (!lies) return;
  lies = false;
  // Browsers refuse it to a page that is not in front.
  void navigator.clipboard.writeText('').catch(() => undefined);
}
