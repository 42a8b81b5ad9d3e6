/** The pictures of the install guide: what is pressed is marked, all else is lines. Each says in words what it shows. */
import type { ComponentChildren } from 'preact';
import type { Picture } from '../../../core/model/guide.ts';
import { markPath } from '../../../core/model/mask.ts';
import { t } from '../../../platform/i18n.ts';
import { appName, mask } from '../../../shared/mask.ts';

/** The upper or the lower half of a phone. */
const Phone = ({ low, children }: { low?: boolean; children: ComponentChildren }) => (
  <>
    <path
      class="edge"
      d={
        low ? 'M40 0V78a12 12 0 0 0 12 12h96a12 12 0 0 0 12-12V0' : 'M40 96V18A12 12 0 0 1 52 6h96a12 12 0 0 1 12 12V96'
      }
    />
    {children}
  </>
);

/** Lines of text that nobody has to read. */
const Text = ({ x, y, widths }: { x: number; y: number; widths: readonly number[] }) => (
  <path class="text" d={widths.map((width, at) => `M${x} ${y + at * 12}h${width}`).join('')} />
);

/** What is pressed. */
const Here = ({ x, y, width = 28 }: { x: number; y: number; width?: number }) => (
  <rect class="pressed" x={x} y={y} width={width} height="28" rx="6" />
);

const Share = ({ x, y }: { x: number; y: number }) => (
  <path class="inked" d={`M${x - 3} ${y - 2}h-3v10h12v-10h-3M${x} ${y + 3}V${y - 9}m-4 4 4-4 4 4`} />
);

const Dots = ({ x, y }: { x: number; y: number }) => (
  <g class="dots">
    {[-7, 0, 7].map((by) => (
      <circle key={by} cx={x} cy={y + by} r="2.2" />
    ))}
  </g>
);

const Mark = ({ x, y, size }: { x: number; y: number; size: number }) => (
  <image href={markPath(mask.value)} x={x} y={y} width={size} height={size} />
);

const Name = ({ x, y, at }: { x: number; y: number; at: 'start' | 'middle' }) => (
  <text class="name" x={x} y={y} text-anchor={at}>
    {appName()}
  </text>
);

/** A menu with the line that is pressed; what stands at its end says what it does. */
const Sheet = ({ children }: { children: ComponentChildren }) => (
  <Phone>
    <Text x={54} y={24} widths={[64]} />
    <path class="stroke" d="M50 34h100M50 66h100" />
    <Here x={46} y={36} width={108} />
    {children}
    <path class="text inked" d="M56 50h58" />
    <Text x={54} y={80} widths={[72]} />
  </Phone>
);

const drawings: Readonly<Record<Picture, () => ComponentChildren>> = {
  'share-low': () => (
    <Phone low>
      <Text x={54} y={12} widths={[70, 88, 52]} />
      <path class="stroke" d="M40 50h120M58 63l-7 7 7 7M72 63l7 7-7 7M124 63h10v14h-10zM144 63h6v14h-6z" />
      <Here x={86} y={55} />
      <Share x={100} y={70} />
    </Phone>
  ),
  'share-high': () => (
    <Phone>
      <rect class="stroke" x="50" y="20" width="72" height="20" rx="10" />
      <Here x={126} y={16} />
      <Share x={140} y={31} />
      <Text x={54} y={58} widths={[88, 64, 78]} />
    </Phone>
  ),
  dots: () => (
    <Phone>
      <rect class="stroke" x="50" y="20" width="72" height="20" rx="10" />
      <Here x={126} y={16} />
      <Dots x={140} y={30} />
      <Text x={54} y={58} widths={[88, 64, 78]} />
    </Phone>
  ),
  lines: () => (
    <Phone low>
      <Text x={54} y={12} widths={[70, 88, 52]} />
      <path class="stroke" d="M40 50h120M64 63l-7 7 7 7M82 63l7 7-7 7M104 63h12v14h-12z" />
      <Here x={126} y={56} />
      <path class="inked" d="M133 65h14M133 70h14M133 75h14" />
    </Phone>
  ),
  sheet: () => (
    <Sheet>
      <path class="inked" d="M128 44h12v12h-12zM134 47v6M131 50h6" />
    </Sheet>
  ),
  'way-out': () => (
    <Sheet>
      <path class="inked" d="M134 44h-6v12h12v-6M136 43h5v5M134 50l7-7" />
    </Sheet>
  ),
  add: () => (
    <>
      <rect class="edge" x="30" y="8" width="140" height="80" rx="10" />
      <Mark x={42} y={15} size={32} />
      <Name x={84} y={35} at="start" />
      <path class="stroke" d="M30 54h140" />
      <Here x={112} y={57} width={52} />
      <path class="text inked" d="M126 71h24" />
      <path class="text" d="M44 71h34" />
    </>
  ),
  home: () => (
    <Phone>
      <rect class="stroke" x="47" y="18" width="22" height="22" rx="6" />
      <rect class="stroke" x="131" y="18" width="22" height="22" rx="6" />
      <path class="text" d="M50 50h16M134 50h16" />
      <rect class="pressed" x="74" y="12" width="52" height="48" rx="6" />
      <Mark x={89} y={18} size={22} />
      <Name x={100} y={52} at="middle" />
      <rect class="stroke" x="47" y="66" width="22" height="22" rx="6" />
      <rect class="stroke" x="89" y="66" width="22" height="22" rx="6" />
    </Phone>
  ),
  address: () => (
    <>
      <path class="edge" d="M10 96V18A10 10 0 0 1 20 8H180a10 10 0 0 1 10 10V96M10 44H190" />
      <rect class="stroke" x="22" y="16" width="120" height="20" rx="10" />
      <Here x={146} y={12} />
      <path class="inked" d="M153 20h14v10h-14zM157 34h6M160 22v5m-2-2 2 2 2-2" />
      <Text x={24} y={60} widths={[120, 88, 104]} />
    </>
  ),
  topmenu: () => (
    <>
      <path class="edge" d="M10 96V18A10 10 0 0 1 20 8H180a10 10 0 0 1 10 10V96M10 28H190" />
      <path class="text" d="M24 18h16M52 18h20M84 18h14" />
      <path class="stroke" d="M46 28v62h92V28" />
      <Text x={56} y={40} widths={[48]} />
      <Here x={50} y={48} width={84} />
      <path class="text inked" d="M60 62h52" />
      <Text x={56} y={86} widths={[60]} />
    </>
  ),
};

export const InstallDrawing = ({ of }: { of: Picture }) => (
  <svg class="drawing" viewBox="0 0 200 96" role="img" aria-label={t(`install_pic_${of}`, { name: appName() })}>
    {drawings[of]()}
  </svg>
);
