/** The plan card: a reason, what he does when it happens, the barrier, whom to ring. Each under the question it answered. */
import type { CardPair } from '../core/model/plan.ts';
import { dialled } from '../core/model/plan-people.ts';
import { spaced } from '../ui/Call.tsx';

export function Card({ pairs }: { pairs: readonly CardPair[] }) {
  return (
    <dl class="plan">
      {pairs.map(({ label, words, phone }, pair) => (
        <div key={pair}>
          <dt>{label}</dt>
          {words.map((line, at) => (
            <dd class="own" key={at}>
              {line}
            </dd>
          ))}
          {phone && (
            <dd>
              <a class="link" href={`tel:${dialled(phone)}`}>
                {spaced(phone)}
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
