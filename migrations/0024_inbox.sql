CREATE TABLE `conversations` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`party` text NOT NULL,
	`customer_id` text,
	`address_index` text,
	`status` text NOT NULL,
	`is_unread` integer NOT NULL,
	`paused_at` integer,
	`owner_id` text,
	`last_at` integer NOT NULL,
	`last_message_id` text NOT NULL,
	`last_incoming_id` text,
	`last_channel` text NOT NULL,
	`last_whatsapp_at` integer,
	`place` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_party` ON `conversations` (`tenant_id`,`party`);--> statement-breakpoint
CREATE INDEX `conversations_place` ON `conversations` (`tenant_id`,`place`,`id`);--> statement-breakpoint
CREATE TABLE `whatsapp_template_uses` (
	`tenant_id` text NOT NULL,
	`kind` text NOT NULL,
	`language` text NOT NULL,
	`name` text NOT NULL,
	`template_language` text NOT NULL,
	`variables` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `kind`, `language`)
);
