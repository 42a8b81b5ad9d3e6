/** What stands in a part under a name of its own: a drawing, or a list. */
import type { ComponentChildren } from 'preact';

export function SubPart({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section class="sub-part">
      <h3>{name}</h3>
      {children}
    </section>
  );
}
