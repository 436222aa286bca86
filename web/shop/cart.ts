import { uuid } from "../site/id";
import { kikkake } from "./page-script";
import { absolute, imageOf, pageOf, productById, type Product } from "./products";
import { stored } from "./stored";

interface Cart {
  cart_id: string;
  items: { product_id: string; quantity: number }[];
  ordered?: boolean;
}

export interface Line {
  product: Product;
  quantity: number;
}

const KEPT_CARTS = 20;
export const MAX_QUANTITY = 10;

const current = stored<Cart>("hiyori:cart", newCart);
/** Earlier carts of this browser, newest last, so that a link in a mail still opens the cart it speaks of. */
const earlier = stored<Cart[]>("hiyori:carts", () => []);

function newCart(): Cart {
  return { cart_id: uuid(), items: [] };
}

export function lines(): Line[] {
  return current.get().items.flatMap(({ product_id, quantity }) => {
    const product = productById(product_id);
    return product ? [{ product, quantity }] : [];
  });
}

export function itemCount(): number {
  return lines().reduce((sum, line) => sum + line.quantity, 0);
}

export function total(): number {
  return lines().reduce((sum, line) => sum + line.product.price * line.quantity, 0);
}

export function addToCart(product: Product, quantity: number): void {
  const known = lines().find((line) => line.product.id === product.id);
  setQuantity(product, (known?.quantity ?? 0) + quantity);
}

/** Changes one line; 0 removes it. */
export function setQuantity(product: Product, quantity: number): void {
  const cart = current.get();
  const wanted = Math.min(quantity, MAX_QUANTITY);
  const known = cart.items.find((item) => item.product_id === product.id);
  if (wanted < 1) cart.items = cart.items.filter((item) => item !== known);
  else if (known) known.quantity = wanted;
  else cart.items.push({ product_id: product.id, quantity: wanted });
  current.set(cart);
  trackCart();
}

export function trackCart(): void {
  const { cart_id } = current.get();
  kikkake.track("Cart Updated", {
    ...summary(),
    item_count: itemCount(),
    cart_url: absolute(`/shop/cart.html?cart=${cart_id}`),
  });
  if (!itemCount()) kikkake.track("Cart Emptied", { cart_id });
}

/** The cart as the checkout and order events tell it. */
export function summary() {
  return {
    cart_id: current.get().cart_id,
    currency: "JPY",
    value: total(),
    products: lines().map(({ product, quantity }) => ({
      product_id: product.id,
      name: product.name,
      price: product.price,
      quantity,
      url: absolute(pageOf(product)),
      image_url: absolute(imageOf(product)),
    })),
  };
}

/** Ends this cart; the next item starts a new one. */
export function closeCart(ordered: boolean): void {
  const cart = current.get();
  if (cart.items.length) putAside({ ...cart, ordered });
  current.clear();
}

/** Makes the cart of a mail's link the current one. */
export function openCart(id: string): "open" | "ordered" | "unknown" {
  const cart = current.get();
  if (cart.cart_id === id) return "open";
  const linked = earlier.get().find((other) => other.cart_id === id);
  if (!linked) return "unknown";
  if (linked.ordered) return "ordered";
  if (cart.items.length) putAside(cart);
  current.set(linked);
  return "open";
}

function putAside(cart: Cart): void {
  const others = earlier.get().filter((other) => other.cart_id !== cart.cart_id);
  earlier.set([...others, cart].slice(-KEPT_CARTS));
}
