import { type ReactElement, useMemo, useRef } from "react";
import { Avatar } from "../ui/avatar.tsx";
import { LazyMenu } from "../ui/lazy-menu.tsx";

type OperatorMenuProps = { name: string; email: string; wide?: boolean };

/** Language, appearance and the way out. `wide`: with the name beside the picture. */
export function OperatorMenu({ name, email, wide = false }: OperatorMenuProps) {
  const load = useMemo(() => loaderOf(name, email), [name, email]);
  const trigger = (
    <button
      type="button"
      className="flex min-h-11 w-full min-w-11 items-center justify-center gap-2.5 rounded-md px-1.5 text-left hover:bg-hover data-popup-open:bg-hover lg:justify-start"
    >
      <Avatar name={name} accent />
      {wide ? (
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{name}</span>
          <span className="block truncate text-2xs text-ink-faint">{email}</span>
        </span>
      ) : (
        <span className="sr-only">{name}</span>
      )}
    </button>
  );
  return <LazyMenu load={load} trigger={trigger} />;
}

function loaderOf(name: string, email: string) {
  return async () => {
    const { PersonMenu } = await import("../app/user-menu-content.tsx");
    return function OperatorMenuContent({ trigger }: { trigger: ReactElement }) {
      const logout = useRef<HTMLFormElement>(null);
      return (
        <>
          <form ref={logout} method="post" action="/admin/logout" hidden />
          <PersonMenu trigger={trigger} name={name} email={email} onSignOut={() => logout.current?.requestSubmit()} />
        </>
      );
    };
  };
}
