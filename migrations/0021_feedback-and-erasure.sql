CREATE TABLE `feedback` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`page` text NOT NULL,
	`sealed_words` text NOT NULL,
	`created_at` integer NOT NULL,
	`settled_at` integer
);
--> statement-breakpoint
CREATE INDEX `feedback_created` ON `feedback` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `feedback_status` ON `feedback` (`status`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `feedback_tenant` ON `feedback` (`tenant_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `customers` ADD `erased_at` integer;