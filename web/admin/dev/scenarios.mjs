// The demo's three scenarios as the server would send them, and one that has been archived.
const counts = (now, passed, sent = 0, failed = 0) => ({ now, passed, sent, failed });
const node = (id, kind, ja, en, detailJa, detailEn, count) => ({
  id,
  kind,
  title: { ja, en },
  detail: detailJa ? { ja: detailJa, en: detailEn } : null,
  counts: count,
});
const edge = (from, to, ja, en) => ({ from, to, label: ja ? { ja, en } : null });

const cartSource = `# カゴ落ち: a cart with something in it, then silence.
scenario: cart-abandonment
name: {ja: カゴ落ちのお知らせ, en: Abandoned cart}
topic: offers
trigger:
  event: Cart Updated
  where: {property: item_count, greater-than: 0}
key: cart_id
reentry: {active: restart, after-exit: always}
goal:
  event: Order Completed
  where: {property: cart_id, equals: {entry: cart_id}}
steps:
  - {id: wait_1h, wait: {for: 1h}}
  - {id: mail_1, send: reminder}
  - {id: wait_1d, wait: {for: 23h, at: "10:00"}}
  - id: high_value
    branch:
      cases:
        - {name: {ja: "8,000円以上", en: "¥8,000 or more"}, when: {entry: value, at-least: 8000}, next: mail_2}
      else: end
  - {id: mail_2, send: last_call}
`;

export const scenarios = [
  {
    id: 'cart-abandonment',
    name: { ja: 'カゴ落ちのお知らせ', en: 'Abandoned cart' },
    version: 2,
    status: 'active',
    trigger: { ja: 'カートに商品が入ったとき', en: 'When a cart has something in it' },
    running: 47,
    entered: 1284,
    sent: 902,
    goals: 208,
    definition: {
      steps: [
        { id: 'wait_1h' },
        { id: 'mail_1', send: 'reminder' },
        { id: 'wait_1d' },
        { id: 'high_value' },
        { id: 'mail_2', send: 'last_call' },
      ],
      messages: { reminder: {}, last_call: {} },
    },
    source: cartSource,
    readback: {
      ja: [
        '「Cart Updated」が届き、商品数が 1 以上のとき始まります。',
        '同じカートで進行中に再び届いたときは、最初からやり直します。',
        '1 時間待ちます。',
        'メール「{{ customer.lastName | honorific }}、カートに商品が残っています」を送ります。',
        '23 時間待ち、その後の 10:00 に進みます。',
        'カートの金額が 8,000 円以上のときは「カートの商品、まだお取り置きしています」を送り、それ以外は終了します。',
        '途中で注文が完了したときはゴールとして終了し、未配信のメールは取り下げます。',
        '購入手続きを始めたとき、カートが空になったときは、その時点で終了します。',
      ],
      en: [
        'Starts when “Cart Updated” arrives with at least one item.',
        'When it arrives again for the same cart, the scenario starts over.',
        'Waits one hour.',
        'Sends “{{ customer.lastName | honorific }}、カートに商品が残っています”.',
        'Waits 23 hours, then until 10:00.',
        'If the cart is worth ¥8,000 or more, sends “カートの商品、まだお取り置きしています”; otherwise ends.',
        'Ends with a goal as soon as the order is completed; a mail that has not left is withdrawn.',
        'Ends when checkout starts or the cart is emptied.',
      ],
    },
    graph: {
      nodes: [
        node(
          'trigger',
          'trigger',
          'カートを更新',
          'Cart updated',
          '商品数が 1 以上',
          'at least one item',
          counts(0, 1284),
        ),
        node('wait_1h', 'wait', '1 時間待つ', 'Wait 1 hour', null, null, counts(12, 1272)),
        node(
          'mail_1',
          'send',
          'リマインドを送る',
          'Send reminder',
          '{{ customer.lastName }}様、カートに商品が残っています',
          '{{ customer.lastName }}様、カートに商品が残っています',
          counts(0, 760, 742, 3),
        ),
        node(
          'wait_1d',
          'wait',
          '23 時間待ち、10:00 に進む',
          'Wait 23 hours, until 10:00',
          '顧客のタイムゾーン',
          'in the customer’s time zone',
          counts(35, 640),
        ),
        node(
          'high_value',
          'branch',
          '金額で分岐',
          'Branch by value',
          'カートの金額',
          'value of the cart',
          counts(0, 604),
        ),
        node(
          'mail_2',
          'send',
          '最後のお知らせを送る',
          'Send last call',
          'カートの商品、まだお取り置きしています',
          'カートの商品、まだお取り置きしています',
          counts(0, 161, 160),
        ),
        node('end', 'end', '終了', 'End', null, null, counts(0, 590)),
      ],
      edges: [
        edge('trigger', 'wait_1h'),
        edge('wait_1h', 'mail_1'),
        edge('mail_1', 'wait_1d'),
        edge('wait_1d', 'high_value'),
        edge('high_value', 'mail_2', '8,000円以上', '¥8,000 or more'),
        edge('high_value', 'end', 'それ以外', 'otherwise'),
        edge('mail_2', 'end'),
      ],
    },
  },
  {
    id: 'welcome',
    name: { ja: '会員登録のお礼', en: 'Welcome' },
    version: 1,
    status: 'active',
    trigger: { ja: '会員登録したとき（はじめての 1 回のみ）', en: 'When somebody signs up (once)' },
    running: 0,
    entered: 312,
    sent: 309,
    goals: 0,
    definition: { steps: [{ id: 'mail', send: 'welcome' }], messages: { welcome: {} } },
    source:
      'scenario: welcome\nname: {ja: 会員登録のお礼, en: Welcome}\ntopic: offers\ntrigger: {event: Signed Up}\nreentry: {after-exit: never}\nsteps:\n  - {id: mail, send: welcome}\n',
    readback: {
      ja: ['「Signed Up」が届いたとき、顧客ごとに 1 回だけ始まります。', 'お礼のメールをすぐに送ります。'],
      en: ['Starts when “Signed Up” arrives, once per customer.', 'Sends the welcome mail at once.'],
    },
    graph: {
      nodes: [
        node('trigger', 'trigger', '会員登録', 'Signed up', '顧客ごとに 1 回', 'once per customer', counts(0, 312)),
        node(
          'mail',
          'send',
          'お礼のメールを送る',
          'Send welcome mail',
          'ご登録ありがとうございます',
          'Thank you for joining',
          counts(0, 312, 309),
        ),
        node('end', 'end', '終了', 'End', null, null, counts(0, 312)),
      ],
      edges: [edge('trigger', 'mail'), edge('mail', 'end')],
    },
  },
  {
    id: 'document-followup',
    name: { ja: '資料請求フォロー', en: 'Document follow-up' },
    version: 3,
    status: 'active',
    trigger: { ja: '資料を請求したとき', en: 'When a document is requested' },
    running: 18,
    entered: 96,
    sent: 151,
    goals: 11,
    definition: {
      steps: [
        { id: 'document', send: 'document' },
        { id: 'three_business_days' },
        { id: 'followup', send: 'followup' },
        { id: 'reaction' },
      ],
      messages: { document: {}, followup: {} },
    },
    source:
      'scenario: document-followup\nname: {ja: 資料請求フォロー, en: Document follow-up}\ntopic: sales\ntrigger: {event: Document Requested}\n',
    readback: {
      ja: [
        '「Document Requested」が届いたとき始まります。',
        '資料のメールをすぐに送ります。',
        '3 営業日後の 10:00 まで待ちます。',
        '担当者の名前でフォローのメールを送ります。',
        'リンクのクリックを 2 営業日待ちます。',
      ],
      en: [
        'Starts when “Document Requested” arrives.',
        'Sends the document at once.',
        'Waits three business days, until 10:00.',
        'Sends the follow-up in the owner’s name.',
        'Waits two business days for a click.',
      ],
    },
    graph: {
      nodes: [
        node('trigger', 'trigger', '資料を請求', 'Document requested', null, null, counts(0, 96)),
        node(
          'document',
          'send',
          '資料を送る',
          'Send document',
          '【ひより商店】資料をお届けします',
          'Your document',
          counts(0, 96, 96),
        ),
        node(
          'three_business_days',
          'wait',
          '3 営業日後の 10:00 まで待つ',
          'Wait 3 business days, until 10:00',
          '日本の祝日を除く',
          'without Japanese holidays',
          counts(11, 84),
        ),
        node(
          'followup',
          'send',
          '担当者からフォロー',
          'Follow-up from the owner',
          '資料はご覧いただけましたでしょうか？',
          'Have you had a look?',
          counts(0, 71, 55, 1),
        ),
        node(
          'reaction',
          'wait-for',
          '反応を待つ',
          'Wait for a reaction',
          '最長 2 営業日',
          'at most 2 business days',
          counts(7, 62),
        ),
        node('call', 'exit', '商談へ', 'Hand over to sales', null, null, counts(0, 14)),
        node('end', 'end', '終了', 'End', null, null, counts(0, 48)),
      ],
      edges: [
        edge('trigger', 'document'),
        edge('document', 'three_business_days'),
        edge('three_business_days', 'followup'),
        edge('followup', 'reaction'),
        edge('reaction', 'call', 'クリックあり', 'clicked'),
        edge('reaction', 'end', '2 営業日反応なし', 'no reaction for 2 business days'),
      ],
    },
  },
  {
    id: 'summer-sale',
    name: { ja: '夏のセールのご案内', en: 'Summer sale' },
    version: 1,
    status: 'archived',
    trigger: { ja: 'セール会場を閲覧したとき', en: 'When the sale is viewed' },
    running: 0,
    entered: 420,
    sent: 418,
    goals: 33,
    definition: { steps: [], messages: {} },
    source: 'scenario: summer-sale\n',
    readback: { ja: [], en: [] },
    graph: {
      nodes: [node('trigger', 'trigger', 'セール会場を閲覧', 'Sale viewed', null, null, counts(0, 420))],
      edges: [],
    },
  },
];
