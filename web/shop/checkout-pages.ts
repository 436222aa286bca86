import { closeCart, itemCount, lines, summary, total } from "./cart";
import { byId, fill, html, kikkake, onSubmit, show, subscribeIfTicked, yen } from "./page-script";
import { imageOf } from "./products";
import { stored, visitor } from "./stored";

interface Order {
  order_id: string;
  value: number;
  email: string;
  items: string[];
}

const lastOrder = stored<Order | null>("hiyori:order", () => null);

export function showCheckout(): void {
  const empty = !itemCount();
  byId("checkout-empty").hidden = !empty;
  byId("checkout").hidden = empty;
  if (empty) return;

  show(byId("summary"), orderSummary());
  kikkake.track("Checkout Started", summary());

  const form = byId<HTMLFormElement>("checkout-form");
  const { lastName, firstName, email } = visitor.get();
  fill(form, { lastName, firstName, email });
  onSubmit(form, ({ lastName, firstName, email }) => {
    if (!itemCount()) return location.reload(); // Ordered or emptied in another tab.
    const order_id = newOrderId();
    visitor.set({ ...visitor.get(), lastName, firstName, email });
    kikkake.identify({ email, lastName, firstName });
    subscribeIfTicked(form, "offers");
    kikkake.track("Order Completed", { order_id, ...summary() });
    lastOrder.set({ order_id, value: total(), email: email!, items: lines().map((line) => `${line.product.name} × ${line.quantity}`) });
    closeCart(true);
    location.href = "/shop/thanks.html";
  });
}

export function showThanks(): void {
  const order = lastOrder.get();
  if (!order) return show(byId("thanks"), html`<p>またのご来店をお待ちしています。</p>`);
  show(
    byId("thanks"),
    html`<dl class="sums">
        <div><dt>ご注文番号</dt><dd data-testid="order-id">${order.order_id}</dd></div>
        <div><dt>お品</dt><dd>${order.items.map((item) => html`${item}<br>`)}</dd></div>
        <div><dt>合計<small>（税込）</small></dt><dd>${yen(order.value)}</dd></div>
        <div><dt>メールアドレス</dt><dd>${order.email}</dd></div>
      </dl>`,
  );
}

function orderSummary() {
  return html`<ul class="summary-lines">${lines().map(
      ({ product, quantity }) =>
        html`<li><img src="${imageOf(product)}" alt="" width="56" height="56"><span>${product.name}<small> × ${quantity}</small></span><span>${yen(product.price * quantity)}</span></li>`,
    )}</ul>
    <dl class="sums"><div><dt>送料</dt><dd>0円</dd></div><div class="sum"><dt>合計<small>（税込）</small></dt><dd>${yen(total())}</dd></div></dl>
    <a class="text-link" href="/shop/cart.html">カートに戻る</a>`;
}

/** Date and a random part, e.g. `H20261120-48213`. */
function newOrderId(): string {
  const day = new Date().toLocaleDateString("sv-SE").replace(/-/g, "");
  return `H${day}-${10000 + Math.floor(Math.random() * 90000)}`;
}
