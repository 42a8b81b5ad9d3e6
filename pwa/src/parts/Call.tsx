/** A service to ring: the whole row is the link, the number stands in a frame. */
import type { Service } from '../domain/content.ts';
import { Icon } from './Icon.tsx';

/** Norwegian numbers as people read them: 116 117, 22 40 00 40, 113, 02800. */
export function spaced(phone: string): string {
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
        <span class="num">{service.url?.replace(/^https:\/\//, '')}</span>
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
