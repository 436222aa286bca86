// A stand-in for the server while working on the pages: `npm run dev:mock`, then any e-mail address with the
// password "kikkake". `--built` serves target/classes/static instead of Vite. Nothing of this is in the product.
//   --empty    nothing has happened yet      --fail   every list answers 500      --no-demo   an ordinary workspace
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWorld } from './world.mjs';

const options = new Set(process.argv.slice(2));
const port = Number(process.env.PORT ?? 8090);
const web = fileURLToPath(new URL('../..', import.meta.url));
const built = join(web, 'target', 'classes', 'static');
const world = createWorld({ empty: options.has('--empty'), demo: !options.has('--no-demo') });
let signedIn = options.has('--signed-in');

const vite = options.has('--built')
  ? null
  : await (
      await import('vite')
    ).createServer({
      root: join(web, 'admin'),
      configFile: join(web, 'vite.config.ts'),
      server: { middlewareMode: true, proxy: {} },
    });

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://mock');
  const route = routes.find(([method, path]) => method === request.method && path.test(url.pathname));
  if (route)
    answer(route, request, response, url).catch((error) => problem(response, 500, 'Mock failed', String(error)));
  else if (/^\/(api|v1|demo)\//.test(url.pathname)) problem(response, 404, 'Not found', url.pathname);
  else if (vite) vite.middlewares(request, response);
  else serveBuilt(url.pathname, response);
});

server.listen(port, () => console.log(`http://localhost:${port}`));
setInterval(() => world.live(), 1500).unref();

async function answer([, path, handle, open], request, response, url) {
  if (!signedIn && !open) return problem(response, 401, 'Unauthorized', 'Sign in first.');
  const [, ...args] = path.exec(url.pathname).map((part) => part && decodeURIComponent(part));
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const sent = Buffer.concat(chunks).toString();
  const body = !sent ? null : /csv/.test(request.headers['content-type'] ?? '') ? sent : JSON.parse(sent);
  const before = url.searchParams.get('before');
  const limit = Number(url.searchParams.get('limit') ?? 50);
  const q = (url.searchParams.get('q') ?? '').toLowerCase();
  return handle({ args, body, url, before, limit, q, response });
}

const json = (response, value, status = 200) => {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
};

function problem(response, status, title, detail, errors) {
  response.writeHead(status, { 'Content-Type': 'application/problem+json; charset=utf-8' });
  response.end(JSON.stringify({ type: 'about:blank', title, status, detail, errors }));
}

function page(all, key, { before, limit }) {
  const from = before === null ? 0 : all.findIndex((item) => key(item) === before) + 1;
  const items = all.slice(from, from + limit);
  return { items, next: from + limit < all.length ? key(items.at(-1)) : null };
}

function stream(response, subscribe) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  response.write(': hello\n\n');
  response.on(
    'close',
    subscribe((item) => response.write(`data: ${JSON.stringify(item)}\n\n`)),
  );
}

const failing = (handle) => (call) =>
  options.has('--fail')
    ? problem(
        call.response,
        500,
        'データベースに接続できません',
        'PostgreSQL（localhost:5432）が応答しません。起動状態をご確認ください。',
      )
    : handle(call);

const routes = [
  [
    'POST',
    /^\/api\/session$/,
    ({ body, response }) => {
      if (body.password !== 'kikkake')
        return problem(response, 401, 'Unauthorized', 'The e-mail address or the password is wrong.');
      signedIn = true;
      json(response, world.session(body.email));
    },
    true,
  ],
  [
    'GET',
    /^\/api\/session$/,
    ({ response }) =>
      signedIn ? json(response, world.session()) : problem(response, 401, 'Unauthorized', 'Sign in first.'),
    true,
  ],
  [
    'DELETE',
    /^\/api\/session$/,
    ({ response }) => {
      signedIn = false;
      response.writeHead(204).end();
    },
  ],
  [
    'PUT',
    /^\/api\/session\/password$/,
    ({ body, response }) =>
      body.current === 'kikkake'
        ? (world.passwordChanged(), response.writeHead(204).end())
        : problem(response, 422, 'パスワードを変更できません', null, [
            { path: '/current', message: '現在のパスワードが違います。' },
          ]),
  ],
  ['GET', /^\/api\/events\/stream$/, ({ response }) => stream(response, world.onEvent)],
  [
    'GET',
    /^\/api\/events$/,
    failing(({ response, url, q, ...paging }) => {
      const name = url.searchParams.get('name');
      const found = world.events.filter(
        (event) => (!name || event.name === name) && (!q || JSON.stringify(event).toLowerCase().includes(q)),
      );
      const { items, next } = page(found, (event) => event.seq, paging);
      json(response, { events: items, next });
    }),
  ],
  [
    'GET',
    /^\/api\/customers$/,
    failing(({ response, q, ...paging }) => {
      const found = world.customers.filter(
        (customer) => !q || `${customer.label} ${customer.email} ${customer.userId}`.toLowerCase().includes(q),
      );
      const { items, next } = page(found, (customer) => customer.id, paging);
      json(response, { customers: items.map(world.summary), total: found.length, next });
    }),
  ],
  [
    'GET',
    /^\/api\/customers\/([^/]+)$/,
    failing(({ args, response }) => {
      const customer = world.customer(args[0]);
      if (customer) json(response, customer);
      else problem(response, 404, 'Not found', `顧客 ${args[0]} は存在しません。`);
    }),
  ],
  [
    'GET',
    /^\/api\/customers\/([^/]+)\/timeline$/,
    failing(({ args, response, ...paging }) => {
      const { items, next } = page(world.timeline(args[0]), (entry) => entry.id, paging);
      json(response, { entries: items, next });
    }),
  ],
  [
    'GET',
    /^\/api\/scenarios$/,
    failing(({ response }) => json(response, { scenarios: world.scenarios.map(world.scenarioSummary) })),
  ],
  [
    'GET',
    /^\/api\/scenarios\/([^/]+)$/,
    failing(({ args, response }) => {
      const scenario = world.scenario(args[0]);
      if (scenario) json(response, scenario);
      else problem(response, 404, 'Not found', `シナリオ ${args[0]} は存在しません。`);
    }),
  ],
  [
    'GET',
    /^\/api\/scenarios\/([^/]+)\/counts$/,
    failing(({ args, response }) => json(response, world.counts(args[0]))),
  ],
  [
    'GET',
    /^\/api\/scenarios\/([^/]+)\/messages\/([^/]+)\/preview$/,
    failing(({ args, response }) => json(response, world.preview(args[1]))),
  ],
  [
    'GET',
    /^\/api\/messages$/,
    failing(({ response, url, ...paging }) => {
      const status = url.searchParams.get('status');
      const { items, next } = page(
        world.messages.filter((message) => !status || message.status === status),
        (message) => message.id,
        paging,
      );
      json(response, { messages: items, counts: world.messageCounts(), next });
    }),
  ],
  [
    'GET',
    /^\/api\/customers\/([^/]+)\/consents$/,
    failing(({ args, response }) => {
      const said = world.consents(args[0]);
      if (said) json(response, said);
      else problem(response, 404, 'Not found', `顧客 ${args[0]} は存在しません。`);
    }),
  ],
  [
    'GET',
    /^\/api\/suppressions$/,
    failing(({ response, url, limit }) => {
      const search = (url.searchParams.get('search') ?? '').toLowerCase();
      const reason = url.searchParams.get('reason');
      const found = world.suppressions.filter(
        (one) => one.address.includes(search) && (!reason || one.reason === reason),
      );
      const { items, next } = page(found, (one) => one.address, { before: url.searchParams.get('cursor'), limit });
      json(response, { suppressions: items, total: found.length, next });
    }),
  ],
  [
    'POST',
    /^\/api\/suppressions$/,
    ({ body, response }) => {
      if (!/^[^@\s]+@[^@\s]+$/.test(body.address))
        return problem(response, 422, 'Not an address', `“${body.address}” is not an e-mail address.`);
      const since = world.system().now;
      const entry = { address: body.address.toLowerCase(), reason: 'manual', customer: null, since, until: null };
      world.suppressions.unshift({ ...entry, source: 'manual', detail: body.detail ?? '' });
      response.writeHead(204).end();
    },
  ],
  [
    'POST',
    /^\/api\/suppressions\/import$/,
    ({ body, response }) => {
      const lines = body.split(/\r?\n/).filter(Boolean);
      const faults = lines.flatMap((value, index) =>
        value.includes('@') ? [] : [{ line: index + 1, what: 'not-an-address', value, message: value }],
      );
      const added = lines.length - faults.length;
      json(response, { read: lines.length, added, already: 0, faulty: faults.length, faults });
    },
  ],
  [
    'DELETE',
    /^\/api\/suppressions\/([^/]+)$/,
    ({ args, response }) => {
      const at = world.suppressions.findIndex((one) => one.address === args[0]);
      if (at >= 0) world.suppressions.splice(at, 1);
      response.writeHead(204).end();
    },
  ],
  [
    'GET',
    /^\/api\/refusals$/,
    failing(({ response, url }) => json(response, world.refusals(Number(url.searchParams.get('days') ?? 7)))),
  ],
  ['GET', /^\/api\/files$/, failing(({ response }) => json(response, { files: [] }))],
  ['GET', /^\/api\/topics$/, failing(({ response }) => json(response, { topics: world.topics }))],
  [
    'PUT',
    /^\/api\/topics\/([^/]+)$/,
    ({ args, body, response }) => {
      const topic = { id: args[0], ...body };
      const at = world.topics.findIndex((one) => one.id === topic.id);
      if (at >= 0) world.topics[at] = topic;
      else world.topics.push(topic);
      json(response, topic);
    },
  ],
  ['GET', /^\/api\/mailbox\/stream$/, ({ response }) => stream(response, world.onMail)],
  [
    'GET',
    /^\/api\/mailbox$/,
    failing(({ response, q, ...paging }) => {
      const found = world.mails.filter(
        (mail) => !q || `${mail.subject} ${mail.to} ${mail.text}`.toLowerCase().includes(q),
      );
      const { items, next } = page(found, (mail) => mail.id, paging);
      json(response, { mails: items.map(world.mailSummary), total: found.length, next });
    }),
  ],
  [
    'GET',
    /^\/api\/mailbox\/([^/]+)$/,
    failing(({ args, response }) => {
      const mail = world.mails.find((one) => one.id === args[0]);
      if (mail) json(response, mail);
      else problem(response, 404, 'Not found', 'このメールはもうありません。');
    }),
  ],
  [
    'DELETE',
    /^\/api\/mailbox$/,
    ({ response }) => {
      world.mails.length = 0;
      response.writeHead(204).end();
    },
  ],
  ['GET', /^\/api\/system$/, failing(({ response }) => json(response, world.system()))],
  ['GET', /^\/demo\/clock$/, ({ response }) => json(response, world.clock()), true],
  ['POST', /^\/demo\/clock\/skip$/, ({ response }) => json(response, world.skip()), true],
];

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

async function serveBuilt(path, response) {
  const file = extname(path) ? path : '/index.html';
  try {
    const content = await readFile(join(built, file));
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}
