/** A field of these screens: label, several lines, and help under it. */
import { Writing } from '../../shared/Writing.tsx';

interface Props {
  id: string;
  label: string;
  help?: string;
  rows: number;
  value: string;
  change: (text: string, shown: string) => void;
  most?: number;
}

/** Letters of a message with one field; less than what a thread takes, however many bytes each has. */
export const MOST = 6000;

export function Writes({ id, label, help, most = MOST, ...field }: Props) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Writing id={id} most={most} describedby={help && `${id}-help`} {...field} />
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
