import { readdirSync, readFileSync } from "node:fs";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type HtmlTagDescriptor, type Plugin } from "vite";
import { manifest } from "./src/dashboard/pwa/manifest.ts";

const API = process.env["FRONTDESK_URL"] ?? "http://localhost:8787";

// A build is for production, also where tests start it and have set NODE_ENV to their own.
if (process.argv.includes("build")) process.env["NODE_ENV"] = "production";

const SIGN_IN_SCRIPT = "assets/sign-in.js";

/** Assets are served without the Worker. All but the API reference and the sign-in script are named after their content. */
const ASSET_HEADERS = `
/assets/*
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff
  Cross-Origin-Resource-Policy: same-origin
  Cross-Origin-Opener-Policy: same-origin
  Referrer-Policy: strict-origin-when-cross-origin
  Strict-Transport-Security: max-age=31536000; includeSubDomains
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
/assets/sign-in.js
  ! Cache-Control
  Cache-Control: public, max-age=0, must-revalidate
/assets/app/*
  ! Cache-Control
  Cache-Control: public, max-age=0, must-revalidate
/assets/app/service-worker.js
  ! Content-Security-Policy
  Content-Security-Policy: default-src 'none'; connect-src 'self'
  Service-Worker-Allowed: /app
/assets/scalar/*
  ! Cache-Control
  Cache-Control: public, max-age=0, must-revalidate
`.trimStart();

export default defineConfig({
  root: "src/dashboard",
  base: "/",
  publicDir: false,
  // The Worker puts the nonce of each answer in its place.
  html: { cspNonce: "CSP_NONCE" },
  plugins: [react(), tailwindcss(), blockingThemeScript(), staticFiles()],
  build: {
    outDir: "../../dist/client",
    emptyOutDir: true,
    // The first versions with light-dark(), so the CSS stays as it is written.
    target: ["chrome123", "edge123", "firefox128", "safari17.5"],
    // The page's policy has no `data:` for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: "src/dashboard/index.html", "sign-in": "src/dashboard/sign-in.ts" },
      // Pages of the Worker name this one script, so its name tells nothing of its content.
      output: { entryFileNames: ({ name }) => (name === "sign-in" ? SIGN_IN_SCRIPT : "assets/[name]-[hash].js") },
    },
  },
  server: {
    proxy: {
      "/api": API,
      "/login": API,
      "/logout": API,
      "/live": { target: API, ws: true },
    },
  },
});

/**
 * The chosen theme must be known before the first paint. The policy forbids an inline script and a module would run
 * after it, so this one script is emitted as it is, hashed, and loaded blocking. The main font is preloaded beside it.
 */
function blockingThemeScript(): Plugin {
  const source = new URL("./src/dashboard/theme-boot.js", import.meta.url);
  let building = false;
  let file = "";
  return {
    name: "frontdesk:blocking-theme-script",
    configResolved(config) {
      building = config.command === "build";
    },
    buildStart() {
      if (!building) return;
      const reference = this.emitFile({ type: "asset", name: "theme.js", source: readFileSync(source, "utf8") });
      file = this.getFileName(reference);
    },
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const tags: HtmlTagDescriptor[] = [
          { tag: "script", attrs: { src: building ? `/${file}` : "/theme-boot.js" }, injectTo: "head-prepend" },
        ];
        const font = Object.keys(bundle ?? {}).find((name) => /inter-latin-wght-normal.*\.woff2$/.test(name));
        if (building) {
          tags.push({ tag: "link", attrs: { rel: "manifest", href: "/assets/app/app.webmanifest" }, injectTo: "head" });
          const icon = { rel: "apple-touch-icon", href: "/assets/app/apple-touch-icon.png" };
          tags.push({ tag: "link", attrs: icon, injectTo: "head" });
        }
        if (font) {
          const attrs = { rel: "preload", as: "font", type: "font/woff2", crossorigin: true, href: `/${font}` };
          tags.push({ tag: "link", attrs, injectTo: "head-prepend" });
        }
        return tags;
      },
    },
  };
}

/** Files that are served as they are: headers of all assets, the API reference for /docs, and what makes it an app. */
function staticFiles(): Plugin {
  const pwa = new URL("./src/dashboard/pwa/", import.meta.url);
  const icons = readdirSync(new URL("icons/", pwa)).map((name) => `icons/${name}`);
  const reference = new URL("./node_modules/@scalar/api-reference/dist/browser/standalone.js", import.meta.url);
  return {
    name: "frontdesk:static-files",
    apply: "build",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "_headers", source: ASSET_HEADERS });
      for (const file of ["service-worker.js", ...icons]) {
        const fileName = `assets/app/${file.replace("icons/", "")}`;
        this.emitFile({ type: "asset", fileName, source: readFileSync(new URL(file, pwa)) });
      }
      this.emitFile({ type: "asset", fileName: "assets/app/app.webmanifest", source: JSON.stringify(manifest) });
      this.emitFile({ type: "asset", fileName: "assets/scalar/api-reference.js", source: readFileSync(reference) });
    },
  };
}
