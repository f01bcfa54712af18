CREATE TABLE `cron_runs` (
	`cron` text NOT NULL,
	`due_at` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer NOT NULL,
	`status` text NOT NULL,
	`error` text,
	PRIMARY KEY(`cron`, `due_at`)
);
--> statement-breakpoint
CREATE INDEX `cron_runs_due` ON `cron_runs` (`due_at`);--> statement-breakpoint
CREATE TABLE `error_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`event` text NOT NULL,
	`message` text NOT NULL,
	`count` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`request_id` text
);
--> statement-breakpoint
CREATE INDEX `error_groups_last` ON `error_groups` (`last_at`,`id`);--> statement-breakpoint
ALTER TABLE `dead_letters` ADD `message_id` text;--> statement-breakpoint
CREATE INDEX `dead_letters_received` ON `dead_letters` (`received_at`,`id`);