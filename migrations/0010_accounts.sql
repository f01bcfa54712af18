CREATE TABLE `account_tokens` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`token_hash` text NOT NULL,
	`user_id` text,
	`email_index` text,
	`sealed_email` text,
	`role` text,
	`staff_id` text,
	`language` text,
	`invited_by` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_tokens_hash` ON `account_tokens` (`token_hash`);--> statement-breakpoint
CREATE INDEX `account_tokens_user` ON `account_tokens` (`tenant_id`,`user_id`,`purpose`);--> statement-breakpoint
CREATE INDEX `account_tokens_invitations` ON `account_tokens` (`tenant_id`,`purpose`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `account_tokens_expiry` ON `account_tokens` (`expires_at`);--> statement-breakpoint
CREATE TABLE `terms_acceptances` (
	`tenant_id` text NOT NULL,
	`user_id` text NOT NULL,
	`version` text NOT NULL,
	`request_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `terms_acceptances_tenant` ON `terms_acceptances` (`tenant_id`,`at`);--> statement-breakpoint
ALTER TABLE `users` ADD `email_unverified_since` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `staff_id` text;--> statement-breakpoint
ALTER TABLE `users` ADD `sees_all_calendars` integer DEFAULT false NOT NULL;