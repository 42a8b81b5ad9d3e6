/** One's own order within each place: by dragging, or by two presses that say what they did. The first counts as the most important. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PlanPlace } from '../../core/model/content.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import { inOrder, moveKey, orderField } from '../../core/model/plan-order.ts';
import { t } from '../../platform/i18n.ts';
import { flush } from '../../shared/drafts.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { dragging } from './dragging.ts';
import { backFromForm, decided, decidePlan, planNotKept, planParts } from './lines.ts';

export function Order() {
  const [said, say] = useState('');
  // What was moved rests on the disk before one leaves; what could not is said here.
  const leave = () => {
    const gone = backFromForm();
    void flush().then(() => (planNotKept() ? undefined : gone()));
  };
  const movable = planParts().filter((it) => it.lines.length > 1 && it.place !== 'safety');
  return (
    <Screen
      back={{ words: t('back'), act: leave }}
      floats
      foot={
        <Dock>
          {planNotKept() && <NotKept />}
          <button type="button" class="btn main" onClick={leave}>
            {t('done')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('plan_order')}</h1>
      <p class="read">{t('plan_order_read')}</p>
      {movable.map(({ place, lines }) => (
        <Part key={place} name={t(`place_${place}`)}>
          <Place place={place} lines={inOrder(lines, waiting(place))} say={say} />
        </Part>
      ))}
      <p class="hide" role="status">
        {said}
      </p>
    </Screen>
  );
}

/** An order that was just given stands on the screen before it rests on the disk. */
function waiting(place: PlanPlace): string[] {
  const order = decided()[orderField(place)];
  return Array.isArray(order) ? order.map(String) : [];
}

interface PlaceProps {
  place: PlanPlace;
  lines: PlanLine[];
  say: (words: string) => void;
}

type Way = 'up' | 'down';

function Place({ place, lines, say }: PlaceProps) {
  const list = useRef<HTMLOListElement>(null);
  const [lifted, lift] = useState<{ key: string; to: number } | null>(null);
  // A row that moves loses the focus; the same button of the same line gets it back.
  const pressed = useRef<{ at: number; way: Way } | null>(null);
  useLayoutEffect(() => {
    const now = pressed.current;
    pressed.current = null;
    if (now) list.current?.children[now.at]?.querySelector<HTMLElement>(`[data-way=${now.way}]`)?.focus();
  });
  const put = (from: number, to: number) => {
    const line = lines[from];
    if (!line || to < 0 || to >= lines.length || to === from) return;
    const keys = lines.map((it) => it.key);
    decidePlan({ [orderField(place)]: moveKey(keys, from, to) });
    say(t('moved_to', { words: line.words, place: to + 1, of: lines.length }));
  };
  const press = (from: number, way: Way) => {
    const to = way === 'up' ? from - 1 : from + 1;
    if (to < 0 || to >= lines.length) return;
    pressed.current = { at: to, way };
    put(from, to);
  };
  const to = (at: number): string | undefined => {
    const from = lines.findIndex((it) => it.key === lifted?.key);
    if (!lifted || from < 0) return undefined;
    if (at === from) return 'lifted';
    return at === lifted.to ? (lifted.to < from ? 'above' : 'below') : undefined;
  };
  return (
    <ol class="rows order" ref={list}>
      {lines.map((line, at) => (
        <li key={line.key} class={to(at)}>
          <span
            class="grip"
            onPointerDown={(event) =>
              dragging(event, list.current, at, {
                over: (place) => lift({ key: line.key, to: place }),
                dropped: (place) => {
                  lift(null);
                  if (place !== null) put(at, place);
                },
              })
            }
          >
            <Icon name="grip" />
          </span>
          <span class="own">{line.when ? `${line.when.words}, ${line.words}` : line.words}</span>
          <span class="ways">
            <Move line={line} way="up" none={at === 0} press={() => press(at, 'up')} />
            <Move line={line} way="down" none={at === lines.length - 1} press={() => press(at, 'down')} />
          </span>
        </li>
      ))}
    </ol>
  );
}

const Move = ({ line, way, none, press }: { line: PlanLine; way: Way; none: boolean; press: () => void }) => (
  <button
    type="button"
    class="plain-link"
    data-way={way}
    aria-disabled={none}
    aria-label={t(way === 'up' ? 'move_up_this' : 'move_down_this', { words: line.words })}
    onClick={press}
  >
    {t(way === 'up' ? 'move_up' : 'move_down')}
  </button>
);
