// The Maven build's way into npm: does the work only when something it depends on has changed.
//   node build.mjs        npm ci (when the lock changed) and npm run build (when a source changed)
//   node build.mjs test   npm test, skipped when the same sources passed before
//   node build.mjs site   the site script and the demo shop, when their build is there
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const stamps = join(here, 'target', 'npm-stamps');
const built = join(here, 'target', 'classes', 'static', 'index.html');
const passedOver = new Set(['node_modules', 'target', '.git']);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The web module needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const what = process.argv[2] ?? 'all';
if (what === 'site') buildSite();
else {
  const lock = hashOf(['package.json', 'package-lock.json', '.npmrc']);
  const sources = hashOf(filesUnder(here));
  if (what === 'test') once('test', sources, true, () => run('npm', ['test']));
  else {
    once('modules', lock, existsSync(join(here, 'node_modules')), () => run('npm', ['ci', '--no-audit', '--no-fund']));
    once('build', sources, existsSync(built), () => run('npm', ['run', 'build']));
  }
}

function buildSite() {
  const script = join(here, 'build-site.mjs');
  if (existsSync(script)) run(process.execPath, [script]);
}

/** Runs `work` unless it succeeded before on the same input and its result is still there. */
function once(name, hash, resultThere, work) {
  const stamp = join(stamps, name);
  if (resultThere && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) {
    console.log(`web: ${name} is up to date`);
    return;
  }
  rmSync(stamp, { force: true });
  work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, hash);
}

function filesUnder(folder) {
  return readdirSync(folder)
    .filter((name) => !passedOver.has(name))
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesUnder(path) : [relative(here, path)];
    })
    .sort();
}

function hashOf(paths) {
  const hash = createHash('sha256').update(process.version).update(process.platform);
  for (const path of paths) {
    const file = join(here, path);
    if (existsSync(file)) hash.update(path.split(sep).join('/')).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function run(command, args) {
  const npmOnWindows = command === 'npm' && process.platform === 'win32';
  const { status, error } = spawnSync(command, args, { cwd: here, stdio: 'inherit', shell: npmOnWindows });
  if (error) console.error(`${command} could not be started: ${error.message}. Is Node with npm on the PATH?`);
  if (status !== 0) process.exit(status ?? 1);
}
