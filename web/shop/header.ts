import { itemCount } from "./cart";
import { byId } from "./page-script";
import { visitor } from "./stored";

export function showHeader(): void {
  showCartCount();
  const { member, lastName } = visitor.get();
  if (member) byId("member-link").textContent = `${lastName} さま`;
}

export function showCartCount(): void {
  const count = itemCount();
  const badge = byId("cart-count");
  badge.hidden = !count;
  badge.textContent = String(count);
  badge.setAttribute("aria-label", `${count}点`);
}
