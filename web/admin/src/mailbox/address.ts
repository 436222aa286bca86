/** "山田 花子" of `"山田 花子" <hanako@example.jp>`; the address itself when it carries no name. */
export function nameIn(address: string): string {
  const named = /^\s*"?([^"<]*?)"?\s*<[^>]+>\s*$/.exec(address);
  return named?.[1] || address.replace(/^<|>$/g, '');
}
