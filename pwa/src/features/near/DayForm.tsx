/** All the questions of one date. What was written on two devices waits for a choice, but not under the fingers of who is writing. */
import { useState } from 'preact/hooks';
import { Rivals } from '../../shared/Rivals.tsx';
import { Limits, Mood, NearNote, Sleep, Talked } from './Answers.tsx';
import { entryOf } from './day.ts';

export function DayForm({ date }: { date: string }) {
  const [writing, setWriting] = useState(false);
  const entry = entryOf(date);
  return (
    <>
      <Sleep date={date} />
      <Mood date={date} />
      <Talked date={date} />
      <Limits date={date} />
      {entry && !writing && <Rivals entry={entry} />}
      {(writing || !entry?.also.length) && <NearNote date={date} writing={setWriting} />}
    </>
  );
}
