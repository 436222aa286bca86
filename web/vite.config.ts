import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const target = process.env.KIKKAKE_URL ?? 'http://localhost:8080';

/** The admin UI, built into the jar's /static. `npm run dev` proxies everything that is not ours to a running server. */
export default defineConfig({
  root: 'admin',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../target/classes/static',
    emptyOutDir: true,
    target: 'es2022',
    // The graph page carries elkjs (a compiled Java library); it is loaded on demand, in a worker.
    chunkSizeWarningLimit: 1700,
  },
  server: {
    // The packages and the site script's snippet lie beside admin/.
    fs: { allow: ['..'] },
    proxy: Object.fromEntries(
      ['/api', '/v1', '/demo', '/schema', '/shop', '/kikkake.js'].map((path) => [path, { target }]),
    ),
  },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
  },
});
