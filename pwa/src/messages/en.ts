/** The words of every screen but the first, whose own are in en/first.json. */
import devices from './en/devices.json' with { type: 'json' };
import diary from './en/diary.json' with { type: 'json' };
import exercises from './en/exercises.json' with { type: 'json' };
import exporting from './en/export.json' with { type: 'json' };
import insights from './en/insights.json' with { type: 'json' };
import install from './en/install.json' with { type: 'json' };
import keeping from './en/keeping.json' with { type: 'json' };
import lock from './en/lock.json' with { type: 'json' };
import more from './en/more.json' with { type: 'json' };
import near from './en/near.json' with { type: 'json' };
import pace from './en/pace.json' with { type: 'json' };
import plan from './en/plan.json' with { type: 'json' };
import reminders from './en/reminders.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import texts from './en/texts.json' with { type: 'json' };
import tools from './en/tools.json' with { type: 'json' };
import warnings from './en/warnings.json' with { type: 'json' };
import type { Messages } from './nb.ts';

const en: Messages = [
  shell,
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
  reminders,
  texts,
  tools,
  warnings,
];
export default en;
