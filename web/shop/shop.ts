import { showCartPage } from "./cart-page";
import { showProduct, showProductList } from "./catalog-pages";
import { showCheckout, showThanks } from "./checkout-pages";
import { startDemoBar } from "./demo-bar";
import { showDocumentRequest, showSignup } from "./form-pages";
import { showHeader } from "./header";
import { byId } from "./page-script";

/** What each page does beyond its markup; `page()` itself is called by the snippet. */
const pages: Record<string, () => void> = {
  index: showProductList,
  product: showProduct,
  cart: showCartPage,
  checkout: showCheckout,
  thanks: showThanks,
  signup: showSignup,
  document: showDocumentRequest,
  "office-catalog": offerPrint,
  "gift-guide": offerPrint,
};

startDemoBar();
showHeader();
pages[document.body.dataset.page!]?.();

// A page from the back/forward cache shows the cart as it was: take it from storage again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

function offerPrint(): void {
  byId("print").addEventListener("click", () => print());
}
