/** What Today and More say before anything else: Today the most serious of it, More all. Nothing when all is well. */
import { useEffect } from 'preact/hooks';
import { firstOnToday, warnings } from '../../core/model/warnings.ts';
import { ComingLine } from '../ComingLine.tsx';
import { One } from './One.tsx';
import { countDeletions } from './pending.ts';
import { situation } from './situation.ts';

export function Notices({ all }: { all?: true }) {
  useEffect(countDeletions, []);
  const now = situation();
  return (
    <div class="notices" role="status">
      {(all ? warnings(now) : firstOnToday(now)).map((warning) => (
        <One key={warning} warning={warning} situation={now} />
      ))}
      <ComingLine />
    </div>
  );
}
