// Hiyori Shoten, a small shop with a few customers, three scenarios and a clock that runs 360 times too fast.
import { mailHtml, mailText } from './mails.mjs';
import { scenarios as definitions } from './scenarios.mjs';

const factor = 360;
const names = [
  ['山田', '花子'],
  ['佐藤', '健太'],
  ['鈴木', '美咲'],
  ['高橋', '大輔'],
  ['田中', '陽菜'],
  ['伊藤', '翔太'],
  ['渡辺', '結衣'],
  ['山本', '直樹'],
  ['中村', 'さくら'],
  ['小林', '蓮'],
  ['加藤', '由美子'],
  ['吉田', '拓海'],
  ['山口', '真由'],
  ['松本', '悠人'],
  ['井上', '千尋'],
  ['木村', '隆'],
  ['林', '美穂'],
  ['斎藤', '航'],
];
const products = [
  ['リネンのエプロン', 6800],
  ['波佐見焼のマグカップ', 3300],
  ['ひのきのまな板', 5200],
  ['今治フェイスタオル', 1980],
  ['南部鉄器の急須', 12800],
  ['有機ほうじ茶 100g', 1296],
  ['竹のお弁当箱', 4180],
];

export function createWorld({ empty, demo }) {
  let seed = 20260304;
  const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
  const pick = (list) => list[Math.floor(random() * list.length)];

  let start = Date.now();
  let virtualStart = Date.parse('2026-03-04T00:40:00Z');
  const now = () => (demo ? virtualStart + (Date.now() - start) * factor : Date.now());
  const iso = (ms) => new Date(ms).toISOString();

  let seq = 1000;
  let mustChangePassword = true;
  let email = 'admin@hiyori.example';
  const eventListeners = new Set();
  const mailListeners = new Set();
  const listen = (listeners) => (listener) => (listeners.add(listener), () => listeners.delete(listener));

  const customers = empty
    ? []
    : names.map(([last, first], index) => ({
        id: String(120 - index),
        label: `${last} ${first}`,
        email: `${['hanako', 'kenta', 'misaki', 'daisuke', 'hina', 'shota'][index % 6]}.${index + 1}@example.jp`,
        userId: `m-${1024 + index}`,
        anonymous: false,
        createdAt: iso(now() - (index + 1) * 86400000 * 3.2),
        lastSeenAt: iso(now() - index * index * 1900000),
        last,
        first,
      }));
  if (!empty)
    customers.splice(2, 0, {
      id: '131',
      label: '匿名 9f3a2c',
      email: null,
      userId: null,
      anonymous: true,
      last: '',
      first: '',
      createdAt: iso(now() - 7200000),
      lastSeenAt: iso(now() - 240000),
    });

  const events = [];
  const messages = [];
  const mails = [];

  const makeEvent = (customer, type, name, properties, at) => ({
    seq: String(++seq),
    type,
    name,
    customer: { id: customer.id, label: customer.label },
    timestamp: iso(at),
    receivedAt: iso(at + 400),
    properties,
    context: {
      library: { name: 'kikkake.js', version: '0.1.0' },
      page: { url: 'http://localhost:8080/shop/', title: 'ひより商店' },
      locale: 'ja-JP',
      userAgent: 'Mozilla/5.0',
    },
    messageId: `kk-${seq.toString(16)}-${Math.floor(random() * 1e9).toString(16)}`,
  });

  const someEvent = (at) => {
    const customer = pick(customers);
    const [name, price] = pick(products);
    const quantity = 1 + Math.floor(random() * 2);
    const cart = `c-${2000 + Number(customer.id)}`;
    return pick([
      () =>
        makeEvent(
          customer,
          'track',
          'Cart Updated',
          {
            cart_id: cart,
            item_count: quantity,
            value: price * quantity,
            currency: 'JPY',
            products: [{ name, quantity, price }],
            cart_url: 'http://localhost:8080/shop/#cart',
          },
          at,
        ),
      () =>
        makeEvent(
          customer,
          'track',
          'Cart Updated',
          {
            cart_id: cart,
            item_count: quantity,
            value: price * quantity,
            currency: 'JPY',
            products: [{ name, quantity, price }],
          },
          at,
        ),
      () => makeEvent(customer, 'page', '', { path: '/shop/', title: 'ひより商店' }, at),
      () => makeEvent(customer, 'track', 'Product Viewed', { product_id: `p-${price}`, name, price }, at),
      () =>
        makeEvent(
          customer,
          'track',
          'Order Completed',
          { cart_id: cart, order_id: `o-${seq}`, total: price * quantity, currency: 'JPY' },
          at,
        ),
      () =>
        makeEvent(
          customer,
          'identify',
          '',
          { lastName: customer.last, firstName: customer.first, email: customer.email },
          at,
        ),
      () =>
        makeEvent(
          customer,
          'track',
          'Email Link Clicked',
          { message: 'reminder', url: 'http://localhost:8080/shop/#cart' },
          at,
        ),
      () =>
        makeEvent(
          customer,
          'track',
          'Document Requested',
          { document_id: 'd-7', document_title: 'ギフト導入ガイド 2026' },
          at,
        ),
      () => makeEvent(customer, 'track', 'ポイント交換', { points: 500, reward: '送料無料クーポン' }, at),
    ])();
  };

  const statuses = [
    'sent',
    'sent',
    'sent',
    'sent',
    'sent',
    'sent',
    'withdrawn',
    'blocked',
    'sent',
    'failed',
    'sent',
    'unknown',
    'queued',
  ];
  const reasons = {
    failed: '550 5.1.1 宛先のメールボックスが存在しません',
    blocked: '配信カテゴリ「おすすめ・お得な情報」への同意がありません。',
    withdrawn: '注文が完了したため、配信前に取り下げました。',
    unknown: '接続が切れたため、受け付けられたか確認できません。',
  };
  const subjects = (customer) => ({
    reminder: `${customer.last}様、カートに商品が残っています`,
    last_call: 'カートの商品、まだお取り置きしています',
    welcome: `${customer.last}${customer.first}様、ご登録ありがとうございます`,
    document: '【ひより商店】資料「ギフト導入ガイド 2026」をお届けします',
  });
  const kinds = [
    ['reminder', 'cart-abandonment', 'mail_1'],
    ['welcome', 'welcome', 'mail'],
    ['document', 'document-followup', 'document'],
    ['last_call', 'cart-abandonment', 'mail_2'],
  ];

  const someMail = (at, status = 'sent') => {
    const customer = pick(customers.filter((one) => !one.anonymous));
    const [kind, scenario, step] = pick(kinds);
    const subject = subjects(customer)[kind];
    const id = `msg-${++seq}`;
    messages.unshift({
      id,
      customer: { id: customer.id, label: customer.label },
      to: customer.email,
      subject,
      scenario,
      step,
      status,
      attempts: status === 'failed' ? 5 : status === 'queued' ? 0 : 1,
      createdAt: iso(at - 5000),
      updatedAt: iso(at),
      error: reasons[status] ?? null,
    });
    if (status !== 'sent') return null;
    const html = mailHtml(kind, customer);
    const text = mailText(kind, customer);
    const from =
      kind === 'document' ? 'ひより商店 法人窓口 <business@hiyori.example>' : 'ひより商店 <shop@hiyori.example>';
    const to = `${customer.label} <${customer.email}>`;
    const headers = [
      { name: 'Message-ID', value: `<${id}@hiyori.example>` },
      { name: 'Date', value: new Date(at).toUTCString() },
      { name: 'From', value: from },
      { name: 'To', value: to },
      { name: 'Subject', value: subject },
      { name: 'List-Unsubscribe', value: '<http://localhost:8080/u/eyJjIjoxMjB9.k3>' },
      { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
      { name: 'MIME-Version', value: '1.0' },
      { name: 'Content-Type', value: 'multipart/alternative; boundary="=_kk"' },
    ];
    const source = `${headers.map(({ name, value }) => `${name}: ${value}`).join('\r\n')}\r\n\r\n--=_kk\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n${text}\r\n--=_kk\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n${html}\r\n--=_kk--\r\n`;
    const mail = { id: `mail-${seq}`, from, to, subject, at: iso(at), html, text, headers, source };
    mails.unshift(mail);
    return mail;
  };

  if (!empty) {
    for (let index = 130; index > 0; index--) events.unshift(someEvent(now() - index * index * 9000));
    for (let index = 64; index > 0; index--) someMail(now() - index * index * 70000, statuses[index % statuses.length]);
  }

  const scenarios = (empty ? [] : definitions).map((definition) => structuredClone(definition));
  const scenarioOf = (id) => scenarios.find((scenario) => scenario.id === id);
  const nextDue = () => ({ due: iso(now() + 1500000), scenario: 'カゴ落ちのお知らせ', step: 'mail_1', seconds: 4.2 });
  const publishedAt = iso(now() - 86400000 * 6);

  const world = {
    events,
    customers,
    messages,
    mails,
    scenarios,
    session: (given) => ({
      email: (email = given ?? email),
      csrf: 'mock',
      mustChangePassword,
      demo,
      mailbox: true,
      workspace: 'ひより商店',
      timeZone: 'Asia/Tokyo',
    }),
    suppressions: empty ? [] : suppressed(iso, now),
    topics: offeredTopics.map((topic) => ({ ...topic })),
    refusals: (days) => {
      const since = now() - days * 86400000;
      const refusals = empty ? [] : refused(iso, now).filter(({ last }) => Date.parse(last) >= since);
      return { since: iso(since), messages: refusals.reduce((sum, { messages: n }) => sum + n, 0), refusals };
    },
    consents: (id) => (customers.some((one) => one.id === id) ? saidBy(iso, now) : null),

    passwordChanged: () => {
      mustChangePassword = false;
    },
    onEvent: listen(eventListeners),
    onMail: listen(mailListeners),

    live() {
      if (empty) return;
      const event = someEvent(now());
      events.unshift(event);
      eventListeners.forEach((listener) => listener(event));
      const scenario = pick(scenarios.filter((one) => one.status === 'active'));
      const node = pick(scenario.graph.nodes);
      node.counts.passed += 1;
      if (node.kind === 'trigger') {
        scenario.entered += 1;
        scenario.running += 1;
      }
      if (node.kind.startsWith('wait')) node.counts.now = Math.max(0, node.counts.now + pick([-1, 1, 1]));
      if (node.kind === 'send') {
        node.counts.sent += 1;
        scenario.sent += 1;
      }
      if (random() < 0.25) {
        const mail = someMail(now());
        if (mail)
          mailListeners.forEach((listener) =>
            listener({ id: mail.id, to: mail.to, subject: mail.subject, at: mail.at }),
          );
      }
    },

    summary: ({ id, label, email: address, userId, anonymous, createdAt, lastSeenAt }) => ({
      id,
      label,
      email: address,
      userId,
      anonymous,
      createdAt,
      lastSeenAt,
    }),

    customer(id) {
      const customer = customers.find((one) => one.id === id);
      if (!customer) return null;
      return {
        id,
        label: customer.label,
        email: customer.email,
        identities: [
          ...(customer.userId ? [{ kind: 'userId', value: customer.userId }] : []),
          { kind: 'anonymousId', value: '9f3a2c1e-77b4-4c1e-9d0a-5b1f2f6f2a10' },
          ...(customer.email ? [{ kind: 'email', value: customer.email }] : []),
        ],
        attributes: customer.anonymous
          ? {}
          : {
              lastName: customer.last,
              firstName: customer.first,
              email: customer.email,
              company: '株式会社ひなた',
              birthday: '1988-03-14',
              points: 1250,
              favoriteCategories: ['キッチン', 'お茶'],
            },
        consents: [
          {
            topic: 'offers',
            name: { ja: 'おすすめ・お得な情報', en: 'Offers' },
            status: 'subscribed',
            since: customer.createdAt,
          },
          {
            topic: 'sales',
            name: { ja: '担当者からのご案内', en: 'From your representative' },
            status: 'none',
            since: null,
          },
          {
            topic: 'news',
            name: { ja: '新着のお知らせ', en: 'News' },
            status: 'unsubscribed',
            since: customer.createdAt,
          },
        ],
        runs: customer.anonymous
          ? []
          : [
              {
                id: 'r-1',
                scenario: 'cart-abandonment',
                scenarioName: { ja: 'カゴ落ちのお知らせ', en: 'Abandoned cart' },
                version: 2,
                key: `c-${2000 + Number(id)}`,
                step: 'wait_1d',
                startedAt: iso(now() - 4000000),
                until: iso(now() + 68000000),
              },
            ],
        createdAt: customer.createdAt,
        lastSeenAt: customer.lastSeenAt,
        mergedInto: null,
      };
    },

    timeline(id) {
      const name = {
        scenario: 'cart-abandonment',
        scenarioName: { ja: 'カゴ落ちのお知らせ', en: 'Abandoned cart' },
        run: 'r-1',
      };
      const own = events
        .filter((event) => event.customer.id === id)
        .map((event) => ({ at: event.timestamp, kind: 'event', id: event.seq, event }));
      const mail = { scenario: 'cart-abandonment', step: 'mail_1', message: 'cart', topic: 'offers', id: '0af3c2' };
      const reactions = (empty ? [] : [
        ['Message Opened', mail, 30],
        ['Message Opened', { ...mail, machine: true, why: 'apple-mpp' }, 29],
        ['Message Clicked', { ...mail, link: 'https://hiyori.example/cart' }, 20],
        ['Message Replied', { ...mail, subject: 'Re: カートに商品が残っています' }, 15],
        ['Topic Unsubscribed', { topic: 'offers', source: 'preferences' }, 12],
        ['Message Bounced', { ...mail, hard: true, address: 'old@example.jp', reason: 'unknown-user' }, 10],
        ['Suppression Lifted', { address: 'old@example.jp', reason: 'manual' }, 5],
        ['LINE Message Received', { type: 'text', text: '在庫はありますか？' }, 3],
      ]).map(([name, properties, minutes]) => {
        const event = makeEvent(customers[0], 'track', name, properties, now() - minutes * 60000);
        return { at: event.timestamp, kind: 'event', id: `${name} ${minutes}`, event };
      });
      const base = now() - 3600000 * 30;
      const told = [
        ['entered', 'trigger', 0, null, null],
        ['waiting', 'wait_1h', 1, base + 3600000, null],
        [
          'restarted',
          'trigger',
          900,
          null,
          { ja: '同じカート（c-2120）が更新されました。', en: 'The same cart (c-2120) was updated.' },
        ],
        ['sent', 'mail_1', 4500, null, null],
        ['waiting', 'wait_1d', 4501, now() + 68000000, null],
        [
          'blocked',
          'mail_2',
          72000,
          now() + 36000000,
          { ja: '配信できない時間帯です（21:00～翌8:00）。', en: 'Quiet hours (21:00–8:00).' },
        ],
        ['branched', 'high_value', 71990, null, { ja: '「8,000円以上」に進みました。', en: 'Took “¥8,000 or more”.' }],
        [
          'goal',
          null,
          90000,
          null,
          { ja: 'カート c-2120 の注文が完了しました。', en: 'The order for cart c-2120 was completed.' },
        ],
      ].map(([what, step, after, until, reason], index) => ({
        at: iso(base + after * 1000),
        kind: 'decision',
        id: `d-${index}`,
        decision: { ...name, step, what, until: until && iso(until), reason },
      }));
      const mailed = messages
        .filter((message) => message.customer.id === id)
        .map((message) => ({
          at: message.updatedAt,
          kind: 'message',
          id: message.id,
          message: {
            id: message.id,
            scenario: message.scenario,
            step: message.step,
            channel: 'email',
            subject: message.subject,
            status: message.status,
            at: message.updatedAt,
            error: message.error,
          },
        }));
      return [...own, ...reactions, ...told, ...mailed].sort((a, b) => (a.at < b.at ? 1 : -1));
    },

    scenarioSummary: ({ graph: _, definition: __, source: ___, readback: ____, ...summary }) => ({
      ...summary,
      publishedAt,
    }),
    scenario: (id) => (scenarioOf(id) ? { ...scenarioOf(id), publishedAt } : null),
    counts(id) {
      const { running, entered, goals, graph } = scenarioOf(id);
      return { running, entered, goals, nodes: Object.fromEntries(graph.nodes.map((node) => [node.id, node.counts])) };
    },
    preview(message) {
      const sample = { last: '山田', first: '花子', label: '山田 花子', email: 'hanako@example.jp' };
      return {
        subject: subjects(sample)[message] ?? message,
        html: mailHtml(message, sample),
        text: mailText(message, sample),
      };
    },

    messageCounts() {
      const counts = { queued: 0, sending: 0, sent: 0, failed: 0, unknown: 0, withdrawn: 0, blocked: 0 };
      messages.forEach((message) => {
        counts[message.status] += 1;
      });
      return counts;
    },
    mailSummary: ({ id, from, to, subject, at, text, source }) => ({
      id,
      from,
      to,
      subject,
      at,
      snippet: text.replace(/\s+/g, ' ').slice(0, 120),
      size: source.length,
    }),

    system: () => ({
      version: '0.1.0',
      demo,
      now: iso(now()),
      clock: { factor: demo ? factor : 1, running: true },
      counts: {
        customers: customers.length,
        events: empty ? 0 : 12480 + seq,
        sent: messages.filter((message) => message.status === 'sent').length,
        queued: world.messageCounts().queued,
      },
      writeKeys: [{ name: 'demo shop', key: 'wk_5Xb2mPqR8sTzV1nK' }],
      publicUrl: 'http://localhost:8080',
      topics: [
        { id: 'offers', name: { ja: 'おすすめ・お得な情報', en: 'Offers' }, kind: 'marketing' },
        { id: 'sales', name: { ja: '担当者からのご案内', en: 'From your representative' }, kind: 'marketing' },
        { id: 'orders', name: { ja: 'ご注文に関する連絡', en: 'Orders' }, kind: 'transactional' },
      ],
    }),
    clock: () => ({
      now: iso(now()),
      factor,
      accelerated: true,
      next: empty ? null : nextDue(),
      timeZone: 'Asia/Tokyo',
    }),
    skip() {
      virtualStart = now() + 1500000;
      start = Date.now();
      return world.clock();
    },
  };
  return world;
}

const day = 86400000;

const offeredTopics = [
  ['news', 'お知らせ', 'News', 'marketing', 'until-refused', false, true],
  ['offers', 'お得な情報', 'Offers', 'marketing', 'opt-in', true, true],
  ['orders', 'ご注文の連絡', 'Orders', 'transactional', 'none', false, false],
].map(([id, ja, en, kind, consent, doubleOptIn, offered]) => ({
  id,
  name: { ja, en },
  kind,
  consent,
  doubleOptIn,
  offered,
}));

function suppressed(iso, now) {
  const rows = [
    ['aoki@example.jp', 'bounced', 2, 'smtp', '550 5.1.1 <aoki@example.jp>: Recipient address rejected: User unknown'],
    ['baba@example.jp', 'complained', 9, 'smtp', 'abuse'],
    ['chiba@example.jp', 'soft', 4, 'smtp', '552 5.2.2 mailbox full', 26],
    ['doi@example.jp', 'manual', 30, 'manual', 'お電話で配信停止のご希望'],
    ['a-rather-long-address.with.many.parts+and-a-tag@subdomain.of.some-company.example.co.jp', 'imported', 90, 'imported', ''],
  ];
  return rows.map(([address, reason, ago, source, detail, days]) => ({
    address,
    reason,
    customer: reason === 'imported' ? null : '120',
    since: iso(now() - ago * day),
    source,
    detail,
    until: days ? iso(now() + days * day) : null,
  }));
}

function refused(iso, now) {
  const rows = [
    ['hiyori.example', 'mail.example.ne.jp', 'block', 'blocked', 48, 0.1, '554 5.7.1 Service unavailable; client host [192.0.2.10] blocked using zen.spamhaus.org'],
    ['hiyori.example', 'freemail.example', 'policy', 'authentication', 12, 2, '550-5.7.26 Unauthenticated email from hiyori.example is not accepted due to domain’s DMARC policy.'],
    ['', 'keitai.example.jp', 'policy', 'spam', 1, 6, '550 5.7.1 mail refused: looks like spam'],
  ];
  return rows.map(([sender, house, kind, cause, messages, ago, words]) => ({
    sender,
    house,
    kind,
    cause,
    messages,
    last: iso(now() - ago * day),
    words,
  }));
}

function saidBy(iso, now) {
  const name = (id) => offeredTopics.find((topic) => topic.id === id).name;
  return {
    current: [
      { matter: 'news', name: name('news'), status: 'none', since: null },
      { matter: 'offers', name: name('offers'), status: 'subscribed', since: iso(now() - 40 * day) },
      { matter: 'orders', name: name('orders'), status: 'free', since: null },
    ],
    ledger: [
      {
        at: iso(now() - 40 * day),
        recordedAt: iso(now() - 40 * day),
        matter: 'offers',
        name: name('offers'),
        act: 'granted',
        address: 'hanako.1@example.jp',
        source: 'signup',
        text: 'お得な情報をメールで受け取る',
        form: 'signup',
        ip: '192.0.2.7',
        userAgent: 'Mozilla/5.0',
      },
    ],
  };
}
