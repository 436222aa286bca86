import { itemCount, lines, MAX_QUANTITY, openCart, setQuantity, total, trackCart, type Line } from "./cart";
import { hourInWords } from "./demo-bar";
import { showCartCount } from "./header";
import { byId, fill, html, kikkake, onSubmit, show, subscribeIfTicked, yen } from "./page-script";
import { imageOf, pageOf, productById } from "./products";
import { visitor } from "./stored";

export function showCartPage(): void {
  followMailLink();
  draw();

  const cart = byId("cart");
  cart.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>("button[data-to]");
    if (button) change(button.dataset.product!, Number(button.dataset.to), button.dataset.role!);
  });

  const form = byId<HTMLFormElement>("cart-email-form");
  fill(form, { email: visitor.get().email });
  onSubmit(form, ({ email }) => {
    visitor.set({ ...visitor.get(), email });
    kikkake.identify({ email });
    const mayMail = subscribeIfTicked(form, "offers");
    trackCart();
    const result = byId("keep-result");
    show(result, thanks(mayMail));
    result.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });
}

function followMailLink(): void {
  const id = new URLSearchParams(location.search).get("cart");
  if (!id) return;
  const outcome = openCart(id);
  showCartCount();
  if (outcome === "open") return;
  const note =
    outcome === "ordered"
      ? "このカートの商品は、すでにご注文いただいています。ありがとうございました。"
      : "リンクのカートは、このブラウザーでは見つかりませんでした。カートを作ったときの端末で開いてください。";
  show(byId("cart-note"), html`<p class="notice">${note}</p>`);
}

function change(productId: string, quantity: number, role: string): void {
  setQuantity(productById(productId)!, quantity);
  showCartCount();
  draw();
  // The markup was replaced: give the focus back to the control it was on, or to what is left.
  const same = `button[data-product="${productId}"][data-role="${role}"]:not(:disabled)`;
  const other = document.querySelector<HTMLElement>(same) ?? document.querySelector<HTMLElement>("#cart button, #cart a");
  other?.focus();
}

function draw(): void {
  const empty = !itemCount();
  byId("keep").hidden = empty;
  show(
    byId("cart"),
    empty
      ? html`<div class="empty"><p>カートに商品がありません。</p><a class="button" href="/shop/">商品を見る</a></div>`
      : html`<div class="two-columns">
          <ul class="cart-lines">${lines().map(row)}</ul>
          <section class="panel summary" aria-labelledby="total-title">
            <h2 id="total-title">お会計</h2>
            <dl class="sums"><div><dt>小計（${itemCount()}点）</dt><dd>${yen(total())}</dd></div><div><dt>送料</dt><dd>0円</dd></div><div class="sum"><dt>合計<small>（税込）</small></dt><dd data-testid="cart-total">${yen(total())}</dd></div></dl>
            <a class="button button-wide" href="/shop/checkout.html" data-testid="checkout-link">ご注文手続きへ</a>
          </section>
        </div>`,
  );
}

function row({ product, quantity }: Line) {
  const step = (to: number, role: string, label: string, sign: string, disabled = false) =>
    html`<button type="button" data-product="${product.id}" data-to="${to}" data-role="${role}" aria-label="${product.name}を${label}" ${disabled ? html`disabled` : ""}>${sign}</button>`;
  return html`<li class="cart-line" data-testid="cart-line-${product.id}">
    <img src="${imageOf(product)}" alt="" width="104" height="104">
    <div>
      <a class="cart-name" href="${pageOf(product)}">${product.name}</a>
      <span class="cart-unit">${yen(product.price)}<small>（税込）</small></span>
      <div class="stepper">
        ${step(quantity - 1, "less", "1点減らす", "−", quantity <= 1)}<span aria-label="数量">${quantity}</span>${step(quantity + 1, "more", "1点増やす", "+", quantity >= MAX_QUANTITY)}
        <button type="button" class="remove" data-product="${product.id}" data-to="0" data-role="remove" data-testid="remove-${product.id}" aria-label="${product.name}をカートから削除">削除</button>
      </div>
    </div>
    <span class="cart-sum">${yen(product.price * quantity)}</span>
  </li>`;
}

function thanks(mayMail: boolean) {
  return mayMail
    ? html`<p class="hint"><strong>カートを保存しました</strong>このまま買わずに${hourInWords()}ほど待つと、カゴ落ちのメールが<a href="/mailbox">メールボックス</a>に届きます。画面下の「早送り」も使えます。買ってしまえば、メールは届きません。</p>`
    : html`<p class="hint"><strong>カートを保存しました</strong>お知らせにチェックがないため、メールはお送りしません。受け取るには、チェックを入れてもう一度送信してください。</p>`;
}
