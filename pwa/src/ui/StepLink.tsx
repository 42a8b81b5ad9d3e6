/** A row that leads to where one may go on: a title one reads, and under it how far or how long. */
import { Icon } from './Icon.tsx';

interface Props {
  href: string;
  title: string;
  /** A line each. */
  small: string | readonly string[];
  /** Beside the title: how long it takes. */
  minutes?: string | undefined;
  /** Where one stands on the way. */
  current?: boolean;
}

export function StepLink({ href, title, small, minutes, current }: Props) {
  return (
    <a class="step" href={href} aria-current={current ? 'step' : undefined}>
      <span>
        <span class="step-name">
          <b>{title}</b>
          {minutes && <span class="meta">{minutes}</span>}
        </span>
        {[small].flat().map((line) => (
          <span key={line} class="meta">
            {line}
          </span>
        ))}
      </span>
      <Icon name="forward" />
    </a>
  );
}
