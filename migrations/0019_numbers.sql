CREATE TABLE `number_pool` (
	`e164` text PRIMARY KEY NOT NULL,
	`tenant_id` text,
	`added_at` integer NOT NULL,
	`assigned_at` integer
);
--> statement-breakpoint
ALTER TABLE `phone_numbers` ADD `source` text DEFAULT 'own' NOT NULL;--> statement-breakpoint
ALTER TABLE `phone_numbers` ADD `state` text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE `phone_numbers` ADD `voice_number_id` text;--> statement-breakpoint
ALTER TABLE `phone_numbers` ADD `sender_id` text;--> statement-breakpoint
ALTER TABLE `phone_numbers` ADD `carrier_id` text;--> statement-breakpoint
ALTER TABLE `phone_numbers` ADD `error` text;