/**
 * Names an operation by its method and path alone, so that the name is unique and stays: clients are generated from
 * it. `POST /api/v1/branches/{branchId}/holds` is `postBranchesByBranchIdHolds`.
 */
export function operationIdOf(method: string, path: string): string {
  const words = path
    .replace(/^\/api\/v1\//, "")
    .split("/")
    .flatMap((part) => (part.startsWith("{") ? ["by", part.slice(1, -1)] : part.split("-")));
  return method.toLowerCase() + words.map(capitalize).join("");
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
