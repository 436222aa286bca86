import { addToCart, MAX_QUANTITY } from "./cart";
import { hourInWords } from "./demo-bar";
import { showCartCount } from "./header";
import { byId, html, kikkake, show, yen } from "./page-script";
import { absolute, categories, imageOf, pageOf, productById, products, type Product } from "./products";

export function showProductList(): void {
  const query = new URLSearchParams(location.search);
  const wanted = query.get("category");
  const chip = (label: string, href: string, active: boolean) =>
    html`<a class="chip" href="${href}" ${active ? html`aria-current="page"` : ""}>${label}</a>`;
  show(
    byId("categories"),
    html`${chip("すべて", "/shop/#items", !wanted)}${categories.map((category) =>
      chip(category, `/shop/?category=${encodeURIComponent(category)}#items`, category === wanted),
    )}`,
  );
  const shown = products.filter((product) => !wanted || product.category === wanted);
  show(byId("products"), html`${shown.map(card)}`);
  if (query.has("new")) {
    byId("main").insertAdjacentHTML(
      "afterbegin",
      `<p class="notice" role="status">別のお客さまになりました。カートも空になっています。</p>`,
    );
    history.replaceState(null, "", "/shop/");
  }
}

function card(product: Product) {
  return html`<li>
    <a class="card" href="${pageOf(product)}" data-testid="product-${product.id}">
      <span class="card-image"><img src="${imageOf(product)}" alt="" width="480" height="480" loading="lazy">${
        product.stock ? "" : html`<span class="tag">在庫切れ</span>`
      }</span>
      <span class="card-category">${product.category}</span>
      <span class="card-name">${product.name}</span>
      <span class="card-price">${yen(product.price)}<small>（税込）</small></span>
    </a>
  </li>`;
}

export function showProduct(): void {
  const product = productById(new URLSearchParams(location.search).get("id"));
  const place = byId("product");
  if (!product) {
    show(
      place,
      html`<div class="empty"><h1>商品が見つかりません</h1><p>お取り扱いが終了したか、アドレスが変わった可能性があります。</p><a class="button" href="/shop/">商品一覧へ</a></div>`,
    );
    return;
  }
  document.title = `${product.name}｜ひより商店`;
  show(place, details(product));
  const form = document.getElementById("add") as HTMLFormElement | null;
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    addToCart(product, Number(byId<HTMLSelectElement>("quantity").value));
    showCartCount();
    showHint();
  });
  kikkake.track("Product Viewed", {
    product_id: product.id,
    sku: product.sku,
    name: product.name,
    category: product.category,
    price: product.price,
    currency: "JPY",
    url: absolute(pageOf(product)),
    image_url: absolute(imageOf(product)),
  });
}

function details(product: Product) {
  const related = products.filter((other) => other.category === product.category && other !== product).slice(0, 4);
  return html`
    <nav class="crumbs" aria-label="現在の場所"><a href="/shop/">商品</a><a href="/shop/?category=${encodeURIComponent(product.category)}#items">${product.category}</a></nav>
    <article class="product">
      <img class="product-image" src="${imageOf(product)}" alt="${product.name}のイラスト" width="480" height="480">
      <div>
        <h1>${product.name}</h1>
        <p class="lead">${product.lead}</p>
        <p class="price">${yen(product.price)}<small>（税込）</small></p>
        ${product.stock ? addForm(product) : html`<p class="sold-out"><strong>在庫切れ</strong>ただいま次の入荷を準備しています。</p>`}
        <p class="description">${product.description}</p>
        <dl class="details">${product.details.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}<div><dt>商品番号</dt><dd>${product.sku}</dd></div></dl>
      </div>
    </article>
    <section class="related" aria-labelledby="related-title"><h2 id="related-title">あわせてどうぞ</h2><ul class="grid">${related.map(card)}</ul></section>`;
}

function addForm(product: Product) {
  const quantities = Array.from({ length: Math.min(MAX_QUANTITY, product.stock) }, (_, i) => i + 1);
  return html`<form id="add" class="add">
      <label for="quantity">数量</label>
      <select id="quantity" name="quantity">${quantities.map((n) => html`<option>${n}</option>`)}</select>
      <button class="button" type="submit" data-testid="add-to-cart">カートに入れる</button>
    </form>
    <div id="added" role="status"></div>`;
}

function showHint(): void {
  const added = byId("added");
  show(
    added,
    html`<div class="hint" data-testid="hint">
      <strong>カートに入れました</strong>
      次は、カートを開いてメールアドレスを入力し、「お得なお知らせ」にチェックを入れてみてください。そのまま買わずに${hourInWords()}ほど待つと、カゴ落ちのメールが届きます。
      <a class="button button-small" href="/shop/cart.html">カートを見る</a>
    </div>`,
  );
  added.scrollIntoView({ block: "nearest", behavior: "smooth" });
}
