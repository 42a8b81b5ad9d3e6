/** What the operator says to everybody (docs/operators/overlay.md), while it stands: on Today and in Help, never in a notification. */
import { useEffect, useState } from 'preact/hooks';
import type { OperatorNotice } from '../../core/model/content.ts';
import { currentNotice, noticeGoesAway } from '../../core/model/operator-notice.ts';
import { t } from '../../platform/i18n.ts';
import { useKeeping } from '../keeping.ts';
import { NotKept } from '../NotKept.tsx';
import { now } from '../opening.ts';
import { pack } from '../state.ts';
import { Words } from '../Words.tsx';
import { operatorAway, putOperatorAway } from './away.ts';
import { Notice } from './Notice.tsx';

/** The notice that a screen reader has been told of since the app was opened. */
let told = '';

export function FromOperator() {
  const notice = currentNotice(pack().notice, now().getTime(), operatorAway());
  return notice && <Standing key={notice.id} notice={notice} />;
}

/** A status is read aloud when words come into it. It is one the first time only: after that the words are text like any other. */
function Standing({ notice }: { notice: OperatorNotice }) {
  const [first] = useState(told !== notice.id);
  const [drawn, draw] = useState(!first);
  const { failed, keeping } = useKeeping();
  useEffect(() => {
    told = notice.id;
    draw(true);
  }, [notice.id]);
  const putAway = async () => {
    await putOperatorAway(notice.id);
    // The button that had the focus is gone.
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  };
  return (
    <div class="notices" role={first ? 'status' : undefined}>
      {drawn && (
        <Notice
          mild={notice.level === 'info'}
          away={noticeGoesAway(notice) ? { words: t('warn_seen'), act: () => void keeping(putAway) } : null}
        >
          <b>{t('notice_from')}</b> <Words words={notice.words} around={{ kind: 'page', id: '', sources: [] }} />
        </Notice>
      )}
      {failed && <NotKept />}
    </div>
  );
}
