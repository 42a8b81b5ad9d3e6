/** Drawn on a 24 grid, line 1.75, always beside a word. */
const paths = {
  back: 'M14.5 5.5 8 12l6.5 6.5',
  forward: 'M9.5 5.5 16 12l-6.5 6.5',
  close: 'M6 6l12 12M18 6 6 18',
  today: 'M3 17h18M6.5 17a5.5 5.5 0 0 1 11 0M12 8V5M5.6 10.6 4 9M18.4 10.6 20 9',
  programme: 'M3 19h5v-5h5V9h5V4h3',
  diary: 'M6 3.5h11.5v17H6zM6 3.5v17M9.5 8.5h4.5M9.5 12h4.5',
  insights: 'M3 20h18M4 16c3 0 3.5-9 7-9s3.5 6 6 6 2-2 3-2',
  more: 'M4 7h16M4 12h16M4 17h10',
  grip: 'M5 9h14M5 15h14',
  phone: 'M6 3.5h3l1.5 4.5-2 1.5a11 11 0 0 0 6 6l1.5-2 4.5 1.5v3c0 1-.8 2-2 2C11 20 4 13 4 5.5c0-1.2 1-2 2-2z',
  pen: 'M4 20l1-4L16 5l3 3L8 19zM13.5 7.5l3 3',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 20.5 20.5',
  filter: 'M4 7h16M7 12h10M10 17h4',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  erase: 'M9 6 3.5 12 9 18h11V6zM12.5 10l4 4M16.5 10l-4 4',
  done: 'M5 12.5 10 17.5 19.5 7',
  warning: 'M12 8v5M12 16.5v.1M12 3.5 21 19.5H3z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
