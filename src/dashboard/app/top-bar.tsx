import { LiveBadge } from "../live/live-badge.tsx";
import { Logo } from "../ui/logo.tsx";
import { BranchMenu } from "./branch-menu.tsx";
import { SearchButton } from "./search-button.tsx";
import { UserMenu } from "./user-menu.tsx";

export function TopBar() {
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-3 max-lg:bg-sunken sm:px-4 lg:px-6">
      <Logo className="size-7.5 shrink-0 max-sm:hidden lg:hidden" />
      <BranchMenu />
      <span className="flex-1" />
      <SearchButton />
      <LiveBadge />
      <div className="lg:hidden">
        <UserMenu compact />
      </div>
    </header>
  );
}
