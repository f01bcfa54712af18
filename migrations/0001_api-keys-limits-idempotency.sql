CREATE TABLE `idempotency_keys` (
	`tenant_id` text NOT NULL,
	`actor` text NOT NULL,
	`route` text NOT NULL,
	`key` text NOT NULL,
	`body_hash` text NOT NULL,
	`state` text NOT NULL,
	`lease` text NOT NULL,
	`lease_until` integer NOT NULL,
	`status` integer,
	`sealed_answer` text,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `actor`, `route`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_expiry` ON `idempotency_keys` (`expires_at`);--> statement-breakpoint
ALTER TABLE `api_keys` ADD `prefix` text;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `last_four` text;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `created_by` text;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `last_used_at` integer;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `replaces` text;--> statement-breakpoint
CREATE INDEX `api_keys_created` ON `api_keys` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_replaces` ON `api_keys` (`replaces`);--> statement-breakpoint
ALTER TABLE `tenants` ADD `tier` text DEFAULT 'starter' NOT NULL;