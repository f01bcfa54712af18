CREATE TABLE `calendar_reconciles` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`cause` text NOT NULL,
	`state` text NOT NULL,
	`position` text,
	`steps` integer DEFAULT 0 NOT NULL,
	`checked` integer DEFAULT 0 NOT NULL,
	`missing` integer DEFAULT 0 NOT NULL,
	`moved` integer DEFAULT 0 NOT NULL,
	`orphaned` integer DEFAULT 0 NOT NULL,
	`gone` integer DEFAULT 0 NOT NULL,
	`proposed` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	`error` text,
	`started_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `calendar_reconciles_account` ON `calendar_reconciles` (`tenant_id`,`account_id`,`started_at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_reconciles_running` ON `calendar_reconciles` (`tenant_id`,`account_id`) WHERE state = 'running';--> statement-breakpoint
CREATE INDEX `calendar_reconciles_stuck` ON `calendar_reconciles` (`updated_at`) WHERE state = 'running';--> statement-breakpoint
CREATE INDEX `calendar_reconciles_age` ON `calendar_reconciles` (`started_at`);