/** A row that leads to where one may go on: a title one reads, and under it how far or how long. */
import { Icon } from './Icon.tsx';

interface Props {
  href: string;
  title: string;
  small: string;
  /** Where one stands on the way. */
  current?: boolean;
}

export function StepLink({ href, title, small, current }: Props) {
  return (
    <a class="step" href={href} aria-current={current ? 'step' : undefined}>
      <span>
        <b>{title}</b>
        <span class="meta">{small}</span>
      </span>
      <Icon name="forward" />
    </a>
  );
}
