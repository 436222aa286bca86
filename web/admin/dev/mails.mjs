// The four mails of the sample shop, roughly as MJML would make them.
const frame = (
  content,
) => `<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>body{margin:0;background:#f6f2ec;font-family:"Hiragino Sans","Noto Sans JP",Meiryo,sans-serif;color:#333;line-height:1.8}
.box{max-width:560px;margin:0 auto;background:#fff;padding:28px 24px}a.button{display:inline-block;background:#4a6b4f;color:#fff;text-decoration:none;padding:12px 32px;border-radius:4px}
.item{border-bottom:1px solid #eee;padding:10px 0;display:flex;justify-content:space-between}.foot{font-size:12px;color:#888;margin-top:28px}</style></head>
<body><div class="box"><p style="font-size:18px;letter-spacing:.2em;color:#4a6b4f">ひより商店</p>${content}
<p class="foot">株式会社ひより商店 〒600-0000 京都市下京区<br><a href="http://localhost:8080/u/x">配信停止はこちら</a></p></div></body></html>`;

export function mailHtml(kind, { last }) {
  switch (kind) {
    case 'reminder':
      return frame(`<p>${last}様</p><p>いつもご利用ありがとうございます。カートに次の商品が残っています。</p>
<div class="item"><span>リネンのエプロン　1点</span><span>6,800円</span></div><div class="item"><span>波佐見焼のマグカップ　2点</span><span>6,600円</span></div>
<p style="text-align:center;margin:28px 0"><a class="button" href="http://localhost:8080/shop/#cart">カートに戻る</a></p>`);
    case 'welcome':
      return frame(`<p>${last}様</p><p>ひより商店へのご登録ありがとうございます。はじめてのお買い物に使えるクーポンをお届けします。</p>
<p style="text-align:center;font-size:24px;border:1px dashed #4a6b4f;padding:12px">WELCOME10</p>`);
    case 'document':
      return frame(
        `<p>${last}様</p><p>このたびは資料をご請求いただきありがとうございます。</p><p style="text-align:center"><a class="button" href="http://localhost:8080/shop/">資料を開く</a></p>`,
      );
    default:
      return frame(
        `<p>${last}様</p><p>カートの商品をお取り置きしています。在庫には限りがございますので、お早めにご確認ください。</p>`,
      );
  }
}

export function mailText(kind, { last }) {
  const words = {
    reminder:
      'いつもご利用ありがとうございます。カートに次の商品が残っています。\n\n・リネンのエプロン　1点　6,800円\n・波佐見焼のマグカップ　2点　6,600円\n\nカートに戻る\nhttp://localhost:8080/shop/#cart',
    welcome: 'ひより商店へのご登録ありがとうございます。\nクーポンコード：WELCOME10',
    document: 'このたびは資料をご請求いただきありがとうございます。\nhttp://localhost:8080/shop/',
  };
  return `${last}様\n\n${words[kind] ?? 'カートの商品をお取り置きしています。'}\n\n--\nひより商店\n配信停止: http://localhost:8080/u/x\n`;
}
