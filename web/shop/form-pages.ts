import { uuid } from "../site/id";
import { hourInWords } from "./demo-bar";
import { showHeader } from "./header";
import { byId, fill, html, kikkake, type Markup, onSubmit, show, subscribeIfTicked } from "./page-script";
import { absolute } from "./products";
import { visitor } from "./stored";

const documentTitles: Record<string, string> = {
  "office-catalog": "オフィス向け備品カタログ 2026",
  "gift-guide": "名入れギフトのご案内",
};

export function showSignup(): void {
  const form = byId<HTMLFormElement>("signup-form");
  const { lastName, firstName, email, member } = visitor.get();
  byId<HTMLInputElement>("birthday").max = new Date().toLocaleDateString("sv-SE");
  if (member) {
    show(byId("signup-result"), html`<p class="notice">${lastName} ${firstName} さまは、ご登録済みです。別の方として試すときは、画面下の「別のお客さまになる」を押してください。</p>`);
  } else {
    fill(form, { lastName, firstName, email });
  }
  onSubmit(form, ({ lastName, firstName, email, birthday }) => {
    visitor.set({ lastName, firstName, email, member: true });
    kikkake.identify("m-" + uuid(), { email, lastName, firstName, ...(birthday ? { birthday } : {}) });
    const mayMail = subscribeIfTicked(form, "offers");
    kikkake.track("Signed Up", { source: "shop", shop_url: absolute("/shop/") });
    showHeader();
    finish(
      form,
      byId("signup-result"),
      html`<div class="panel done"><h2>ご登録ありがとうございます</h2><p>${lastName} ${firstName} さま、ひより商店へようこそ。</p>
        <p class="hint"><strong>次に試すこと</strong>${
          mayMail
            ? html`ようこそのメールが<a href="/mailbox">メールボックス</a>に届きます。続けて商品をカートに入れ、買わずに${hourInWords()}ほど待ってみてください。`
            : html`お知らせに同意していないため、お知らせのメールは届きません。<a href="/">管理画面</a>で、その理由が記録されているのをご覧ください。`
        }</p><a class="button" href="/shop/">商品を見る</a></div>`,
    );
  });
}

export function showDocumentRequest(): void {
  const form = byId<HTMLFormElement>("document-form");
  const { lastName, firstName, email } = visitor.get();
  fill(form, { lastName, firstName, email });
  onSubmit(form, ({ document: id, company, department, title, lastName, firstName, email }) => {
    const path = `/shop/documents/${id}.html`;
    const document_title = documentTitles[id!]!;
    visitor.set({ ...visitor.get(), lastName, firstName, email });
    const optional = { ...(department ? { department } : {}), ...(title ? { title } : {}) };
    kikkake.identify({ email, company, ...optional, lastName, firstName });
    kikkake.subscribe("sales", { text: byId("privacy-note").textContent!.trim() });
    kikkake.track("Document Requested", { document_id: id, document_title, document_url: absolute(path) });
    finish(
      form,
      byId("document-result"),
      html`<div class="panel done"><h2>資料のご請求ありがとうございます</h2><p>${company} ${lastName} さま、「${document_title}」をご用意しました。</p>
        <a class="button" href="${path}" data-testid="document-open">資料を開く</a>
        <p class="hint"><strong>次に試すこと</strong>資料のご案内が<a href="/mailbox">メールボックス</a>に届きます。3営業日後には、担当者からのフォローメールが続きます。画面下の「早送り」で待たずに進められます。</p></div>`,
    );
  });
}

/** Puts the thanks in the place of the form and moves the reader there. */
function finish(form: HTMLFormElement, place: HTMLElement, thanks: Markup): void {
  form.hidden = true;
  show(place, thanks);
  place.focus();
  scrollTo({ top: 0 });
}
