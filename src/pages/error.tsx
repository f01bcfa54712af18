import type { Language } from "../domain/language.ts";
import { type ErrorPageKind, errorTexts } from "./error-texts.ts";
import { Brand, Layout } from "./layout.tsx";

type ErrorPageProps = { language: Language; kind: ErrorPageKind; requestId: string };

/** What a person sees instead of a problem document. Tells what to do, and what to tell support. */
export function ErrorPage({ language, kind, requestId }: ErrorPageProps) {
  const { title, lead, home } = errorTexts[language][kind];
  return (
    <Layout title={`${title} · Frontdesk`} language={language}>
      <main>
        <Brand />
        <div class="card">
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
          <p class="lead">
            <a href="/">{home}</a>
          </p>
          <p class="hint">
            {errorTexts[language].requestId} <code>{requestId}</code>
          </p>
        </div>
      </main>
      <footer />
    </Layout>
  );
}
