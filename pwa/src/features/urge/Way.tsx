import { Alternative } from './Alternative.tsx';
import { Breath } from './Breath.tsx';
import { Call } from './Call.tsx';
import { Listen } from './Listen.tsx';
import { Reasons } from './Reasons.tsx';
import { Recorded } from './Recorded.tsx';
import { Steps } from './Steps.tsx';
import { Wait } from './Wait.tsx';
import { WaveTool } from './WaveTool.tsx';
import type { WayProps } from './wayParts.tsx';

export function Way(props: WayProps) {
  switch (props.tool.id) {
    case 'wave':
      return <WaveTool {...props} />;
    case 'waiting':
      return <Wait {...props} />;
    case 'breathing':
      return <Breath {...props} />;
    case 'alternative':
      return <Alternative {...props} />;
    case 'call':
      return <Call {...props} />;
    case 'reasons':
    case 'holds-me':
      return <Reasons {...props} />;
    default:
      if (props.tool.pause === undefined) return <Steps {...props} />;
      return props.tool.audio ? <Recorded {...props} recording={props.tool.audio} /> : <Listen {...props} />;
  }
}
