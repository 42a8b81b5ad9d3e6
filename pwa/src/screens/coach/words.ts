/** The words and the look of these screens come with them. */
import '../../styles/coach.css';
import { teach } from '../../i18n.ts';
import en from '../../messages/en/coach.json' with { type: 'json' };
import nb from '../../messages/nb/coach.json' with { type: 'json' };

teach({ nb, en });
