/** The words of every screen but the first, whose own are in nb.json. */

import devices from '../../features/account/devices/words/nb.json' with { type: 'json' };
import exporting from '../../features/account/export/words/nb.json' with { type: 'json' };
import account from '../../features/account/words/nb.json' with { type: 'json' };
import calm from '../../features/calm/words/nb.json' with { type: 'json' };
import diary from '../../features/diary/words/nb.json' with { type: 'json' };
import exercises from '../../features/exercise/words/nb.json' with { type: 'json' };
import insights from '../../features/insights/words/nb.json' with { type: 'json' };
import lock from '../../features/lock/words/nb.json' with { type: 'json' };
import install from '../../features/more/install/words/nb.json' with { type: 'json' };
import more from '../../features/more/words/nb.json' with { type: 'json' };
import near from '../../features/near/words/nb.json' with { type: 'json' };
import plan from '../../features/plan/words/nb.json' with { type: 'json' };
import privacy from '../../features/privacy/words/nb.json' with { type: 'json' };
import texts from '../../features/programme/words/nb.json' with { type: 'json' };
import reminders from '../../features/reminders/words/nb.json' with { type: 'json' };
import pace from '../../features/today/words/nb.json' with { type: 'json' };
import tools from '../../features/urge/words/nb.json' with { type: 'json' };
import dates from '../../platform/words/nb.json' with { type: 'json' };
import keeping from '../../shared/keeping/words/nb.json' with { type: 'json' };
import warnings from '../../shared/notices/words/nb.json' with { type: 'json' };
import shell from '../../shared/words/nb.json' with { type: 'json' };

const nb = [
  shell,
  account,
  calm,
  dates,
  devices,
  diary,
  exercises,
  exporting,
  insights,
  install,
  keeping,
  lock,
  more,
  near,
  pace,
  plan,
  privacy,
  reminders,
  texts,
  tools,
  warnings,
] as const;
export type Messages = typeof nb;
export default nb;
