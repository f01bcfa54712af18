import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { parseLiveSearch } from "../live/live-search.ts";
import { CrashScreen, NotFoundScreen } from "./full-screens.tsx";
import { Shell } from "./shell.tsx";

const rootRoute = createRootRoute();

const appRoute = createRoute({ getParentRoute: () => rootRoute, path: "/app", component: Shell });

const indexRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/app/live", replace: true });
  },
});

const liveRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/live",
  validateSearch: parseLiveSearch,
  component: lazyRouteComponent(() => import("../live/live-page.tsx"), "LivePage"),
});

export function createAppRouter() {
  return createRouter({
    routeTree: rootRoute.addChildren([appRoute.addChildren([indexRoute, liveRoute])]),
    defaultNotFoundComponent: NotFoundScreen,
    defaultErrorComponent: CrashScreen,
    scrollRestoration: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
