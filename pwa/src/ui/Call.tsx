/** A service to ring: the whole row is the link, the number stands in a frame. */
import type { Service } from '../core/model/content.ts';
import { spokenNumber } from '../core/model/phone.ts';
import { Icon } from './Icon.tsx';

/** Where a link leads, without the path: an address in a row must not be longer than the row. */
export const host = (url: string): string => new URL(url).hostname.replace(/^www\./, '');

/** A number as people say it, never torn apart at the end of a line. A number in a frame of its own (`.num`) breaks only between its parts. */
export const spaced = (phone: string): string => spokenNumber(phone).replaceAll(' ', '\u00a0');

/** What a row needs to know of a service. */
type Called = Pick<Service, 'name' | 'does' | 'phone' | 'url'>;

/** `small`: in place of what it does. `when`: lines that say when it can be reached. */
export function CallRow({ service, small, when = [] }: { service: Called; small?: string; when?: readonly string[] }) {
  const below = small ?? service.does;
  const words = (
    <span>
      <b>{service.name}</b>
      {below && <small>{below}</small>}
      {when.map((line) => (
        <small key={line} class="open-when">
          {line}
        </small>
      ))}
    </span>
  );
  if (!service.phone)
    return (
      <a class="row call" href={service.url ?? ''} rel="noreferrer noopener" target="_blank">
        {words}
        <span class="num">{service.url && host(service.url)}</span>
      </a>
    );
  return (
    <a class="row call" href={`tel:${service.phone}`}>
      {words}
      <span class="num">
        <Icon name="phone" />
        {spokenNumber(service.phone)}
      </span>
    </a>
  );
}
