const icon = (size: number, purpose: "any" | "maskable") => ({
  src: `/assets/app/icon-${purpose === "any" ? "" : "maskable-"}${size}.png`,
  sizes: `${size}x${size}`,
  type: "image/png",
  purpose,
});

/** What a phone or a computer installs. Emitted by vite.config.ts. */
export const manifest = {
  id: "/app",
  name: "Frontdesk",
  short_name: "Frontdesk",
  description: "Calendar, calls and customers of your business",
  start_url: "/app/today",
  scope: "/app",
  display: "standalone",
  background_color: "#f6f5f1",
  theme_color: "#125f66",
  icons: [icon(192, "any"), icon(512, "any"), icon(512, "maskable")],
  shortcuts: [
    { name: "Calendar", url: "/app/calendar" },
    { name: "Calls", url: "/app/calls" },
  ],
};
