/** A row that leads to where one may go on: a title one reads, and under it how far or how long. */
import { Icon } from './Icon.tsx';

export function Step({ href, title, small }: { href: string; title: string; small: string }) {
  return (
    <a class="step" href={href}>
      <span>
        <b>{title}</b>
        <span class="meta">{small}</span>
      </span>
      <Icon name="forward" />
    </a>
  );
}
