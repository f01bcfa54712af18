CREATE TABLE `calendar_feeds` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`branch_id` text NOT NULL,
	`staff_id` text,
	`details` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_read_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_feeds_token` ON `calendar_feeds` (`token_hash`);--> statement-breakpoint
CREATE INDEX `calendar_feeds_created` ON `calendar_feeds` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `calendar_subscriptions` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`calendar_id` text NOT NULL,
	`name` text NOT NULL,
	`sealed_url` text NOT NULL,
	`host` text NOT NULL,
	`etag` text,
	`last_modified` text,
	`next_sync_at` integer NOT NULL,
	`last_sync_at` integer,
	`last_read_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`busy_count` integer DEFAULT 0 NOT NULL,
	`unread_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `calendar_subscriptions_created` ON `calendar_subscriptions` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `calendar_subscriptions_due` ON `calendar_subscriptions` (`next_sync_at`);