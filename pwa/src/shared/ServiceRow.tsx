/** A service of the directory, with when it can be reached. */
import type { Service } from '../core/model/content.ts';
import { CallRow } from '../ui/Call.tsx';
import { whenLines } from './opening.ts';

export const ServiceRow = ({ service, small }: { service: Service; small?: string }) => (
  <CallRow service={service} when={whenLines(service)} {...(small !== undefined && { small })} />
);
