CREATE TABLE `message_settings` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`settings` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `message_templates` (
	`tenant_id` text NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`language` text NOT NULL,
	`subject` text,
	`text` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `kind`, `channel`, `language`)
);
--> statement-breakpoint
DROP INDEX `messages_created`;--> statement-breakpoint
CREATE INDEX `messages_newest` ON `messages` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `appointments_reminders` ON `appointments` (`starts_at`,`id`) WHERE status = 'confirmed';--> statement-breakpoint
CREATE INDEX `consent_ledger_newest` ON `consent_ledger` (`tenant_id`,`at`,`id`);