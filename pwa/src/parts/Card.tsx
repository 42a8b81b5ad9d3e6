/** The plan card: a reason, what he does when it happens, the barrier, whom to ring. Each under the question it answered. */
import type { CardPair } from '../domain/plan.ts';

export function Card({ pairs }: { pairs: readonly CardPair[] }) {
  return (
    <dl class="plan">
      {pairs.map(({ label, words }) => (
        <div key={label}>
          <dt>{label}</dt>
          {words.map((line) => (
            <dd class="own" key={line}>
              {line}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
