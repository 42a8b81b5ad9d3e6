/** The styles of the first screen and of what stands when another cannot be fetched. The first sheet says the order of the layers. */
import '../ui/reset.css';
import '../ui/tokens.css';
import '../ui/page.css';
import '../ui/words.css';
import '../ui/drawing.css';
import '../ui/buttons.css';
import '../ui/rows.css';
import '../ui/notice.css';
import '../shared/Screen.css';
import '../features/welcome/First.css';
