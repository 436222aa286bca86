/** The mark: a K that is a path dividing at its trigger. */
export function LogoMark({ size = 26 }: { size?: number }) {
  return <img src="/logo.svg" width={size} height={size} alt="" />;
}
