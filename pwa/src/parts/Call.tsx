/** A service to ring: the whole row is the link, the number stands in a frame. */
import type { Service } from '../domain/content.ts';
import { Icon } from './Icon.tsx';

/** Where a link leads, without the path: an address in a row must not be longer than the row. */
export const host = (url: string): string => new URL(url).hostname.replace(/^www\./, '');

/** Numbers as people read them: 116 117, 22 40 00 40, +47 22 40 00 40, 020 66 77 88, 113, 02800. */
export function spaced(phone: string): string {
  const [, before, rest] = phone.match(/^(\+47|0\d\d)(\d{6}|\d{8})$/) ?? [];
  if (before && rest) return `${before}\u00a0${rest.replace(/(\d\d)(?=\d)/g, '$1\u00a0')}`;
  if (/^116\d{3}$/.test(phone)) return `${phone.slice(0, 3)}\u00a0${phone.slice(3)}`;
  return /^\d{8}$/.test(phone) ? phone.replace(/(\d\d)(?=\d)/g, '$1\u00a0') : phone;
}

/** What a row needs to know of a service. */
type Called = Pick<Service, 'name' | 'does' | 'phone' | 'url'>;

export function CallRow({ service, small }: { service: Called; small?: string }) {
  const under = small ?? service.does;
  if (!service.phone)
    return (
      <a class="row call" href={service.url ?? ''} rel="noreferrer noopener" target="_blank">
        <span>
          <b>{service.name}</b>
          <small>{under}</small>
        </span>
        <span class="num">{service.url && host(service.url)}</span>
      </a>
    );
  return (
    <a class="row call" href={`tel:${service.phone}`}>
      <span>
        <b>{service.name}</b>
        <small>{under}</small>
      </span>
      <span class="num">
        <Icon name="phone" />
        {spaced(service.phone)}
      </span>
    </a>
  );
}
