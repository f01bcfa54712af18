import type { OperatorRow } from "../../src/db/schema/operators.ts";

// Values are ids, hashes and base64url, or numbers: quoted all the same, because `wrangler d1 execute` takes no
// parameters.

export function insertOperator(row: OperatorRow): string {
  const columns = {
    id: row.id,
    email_index: row.emailIndex,
    sealed_profile: row.sealedProfile,
    wrapped_key: row.wrappedKey,
    setup_hash: row.setupHash,
    setup_expires_at: row.setupExpiresAt,
    language: row.language,
    created_at: row.createdAt,
  };
  const values = Object.values(columns).map(literal).join(", ");
  return `INSERT INTO operators (${Object.keys(columns).join(", ")}) VALUES (${values});`;
}

export function countOperators(emailIndex: string): string {
  return `SELECT count(*) AS count FROM operators WHERE email_index = ${literal(emailIndex)};`;
}

/** The password is void as well: whoever asks for a reset may have lost more than a telephone. */
export function renewSetup(emailIndex: string, { setupHash, setupExpiresAt }: Setup): string {
  return `UPDATE operators SET password_hash = NULL, setup_hash = ${literal(setupHash)},
    setup_expires_at = ${literal(setupExpiresAt)} WHERE email_index = ${literal(emailIndex)};`;
}

export function deleteFactors(emailIndex: string): string[] {
  const id = `(SELECT id FROM operators WHERE email_index = ${literal(emailIndex)})`;
  const byAccount = ["totp_secrets", "recovery_codes", "passkeys", "known_devices", "pending_logins"];
  const factors = byAccount.map((table) => `DELETE FROM ${table} WHERE tenant_id = 'platform' AND account_id = ${id};`);
  return [...factors, `DELETE FROM sessions WHERE tenant_id = 'platform' AND user_id = ${id};`];
}

type Setup = { setupHash: string; setupExpiresAt: number };

function literal(value: string | number | null): string {
  if (value === null) return "NULL";
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
