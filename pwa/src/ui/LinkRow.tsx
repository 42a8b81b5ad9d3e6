/** A row of a list that leads somewhere. */
import { Icon } from './Icon.tsx';

interface Props {
  href: string;
  name: string;
  small?: string | undefined;
}

export const LinkRow = ({ href, name, small }: Props) => (
  <li>
    <a class="row" href={href}>
      <span>
        {name}
        {small && <small>{small}</small>}
      </span>
      <Icon name="forward" />
    </a>
  </li>
);
