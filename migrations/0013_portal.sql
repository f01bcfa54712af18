CREATE TABLE `portal_tokens` (
	`tenant_id` text NOT NULL,
	`token_hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`email_index` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `portal_tokens_owner` ON `portal_tokens` (`tenant_id`,`email_index`,`purpose`);--> statement-breakpoint
CREATE INDEX `portal_tokens_expiry` ON `portal_tokens` (`expires_at`);--> statement-breakpoint
ALTER TABLE `appointments` ADD `email_index` text;--> statement-breakpoint
CREATE INDEX `appointments_email` ON `appointments` (`tenant_id`,`email_index`,`starts_at`,`id`) WHERE email_index IS NOT NULL;--> statement-breakpoint
ALTER TABLE `tenants` ADD `embed_origins` text DEFAULT '[]' NOT NULL;