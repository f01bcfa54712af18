const HOME = "/app";
const MAX_LENGTH = 512;
// No backslash, no second slash in a row, no control character, nothing outside ASCII.
const PLAIN_PATH = /^\/app(?:[/?#](?!\/)(?:[!-.0-[\]-~]|\/(?!\/))*)?$/;

/** Where to go after the login. Only paths of the app itself, so that a link cannot send a user elsewhere. */
export function safeNextPath(wanted: string | null | undefined): string {
  if (!wanted || wanted.length > MAX_LENGTH || !PLAIN_PATH.test(wanted)) return HOME;
  const resolved = new URL(wanted, "https://app.invalid");
  const stays = resolved.pathname === HOME || resolved.pathname.startsWith(`${HOME}/`);
  return stays ? resolved.pathname + resolved.search + resolved.hash : HOME;
}
