import classes from './Avatar.module.css';

const hues = [14, 38, 96, 158, 196, 222, 262, 326];

/** The first character of a name on a colour that stays the same for the same person. */
export function Avatar({ id, label, size = 30 }: { id: string; label: string; size?: number }) {
  const hue = hues[[...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7) % hues.length];
  return (
    <span
      className={classes.avatar}
      aria-hidden
      style={{ '--hue': hue, width: size, height: size, fontSize: size * 0.42 } as React.CSSProperties}
    >
      {[...label.trim()][0]?.toUpperCase() ?? '·'}
    </span>
  );
}
