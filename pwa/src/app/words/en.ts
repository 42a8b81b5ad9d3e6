/** The words of every screen but the first, whose own are in en.json. */

import devices from '../../features/account/devices/words/en.json' with { type: 'json' };
import exporting from '../../features/account/export/words/en.json' with { type: 'json' };
import account from '../../features/account/words/en.json' with { type: 'json' };
import calm from '../../features/calm/words/en.json' with { type: 'json' };
import diary from '../../features/diary/words/en.json' with { type: 'json' };
import exercises from '../../features/exercise/words/en.json' with { type: 'json' };
import insights from '../../features/insights/words/en.json' with { type: 'json' };
import lock from '../../features/lock/words/en.json' with { type: 'json' };
import install from '../../features/more/install/words/en.json' with { type: 'json' };
import more from '../../features/more/words/en.json' with { type: 'json' };
import near from '../../features/near/words/en.json' with { type: 'json' };
import plan from '../../features/plan/words/en.json' with { type: 'json' };
import privacy from '../../features/privacy/words/en.json' with { type: 'json' };
import texts from '../../features/programme/words/en.json' with { type: 'json' };
import reminders from '../../features/reminders/words/en.json' with { type: 'json' };
import pace from '../../features/today/words/en.json' with { type: 'json' };
import tools from '../../features/urge/words/en.json' with { type: 'json' };
import dates from '../../platform/words/en.json' with { type: 'json' };
import keeping from '../../shared/keeping/words/en.json' with { type: 'json' };
import warnings from '../../shared/notices/words/en.json' with { type: 'json' };
import shell from '../../shared/words/en.json' with { type: 'json' };
import type { Messages } from './nb.ts';

const en: Messages = [
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
];
export default en;
