/** How far one is in the programme: the one record of it (core/model/progress.ts), as it is written. */
import type { Fields } from '../core/model/plain.ts';
import { keep } from './state.ts';

export async function noteProgress(fields: Fields): Promise<void> {
  await (await keep()).write('progress', 'progress', fields);
}
