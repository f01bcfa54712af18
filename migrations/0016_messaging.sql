CREATE TABLE `consent_ledger` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`address_index` text NOT NULL,
	`action` text NOT NULL,
	`source` text NOT NULL,
	`message_id` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `consent_ledger_address` ON `consent_ledger` (`tenant_id`,`address_index`,`at`);--> statement-breakpoint
CREATE TABLE `message_senders` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`vendor` text NOT NULL,
	`channel` text NOT NULL,
	`address` text NOT NULL,
	`sealed_secret` text NOT NULL,
	`created_at` integer NOT NULL,
	`secret_changed_at` integer NOT NULL,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE INDEX `message_senders_tenant` ON `message_senders` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `messages` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`direction` text NOT NULL,
	`purpose` text NOT NULL,
	`kind` text NOT NULL,
	`unique_key` text NOT NULL,
	`customer_id` text,
	`appointment_id` text,
	`appointment_starts_at` integer,
	`language` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`vendor` text,
	`sender_id` text,
	`vendor_id` text,
	`address_index` text NOT NULL,
	`sealed_address` text,
	`sealed_body` text,
	`segments` integer,
	`cost_micros` integer,
	`currency` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`settled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_unique` ON `messages` (`tenant_id`,`unique_key`);--> statement-breakpoint
CREATE INDEX `messages_waiting` ON `messages` (`next_attempt_at`) WHERE status IN ('queued', 'sending');--> statement-breakpoint
CREATE INDEX `messages_vendor` ON `messages` (`tenant_id`,`vendor_id`) WHERE vendor_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_tenant` ON `messages` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `messages_customer` ON `messages` (`tenant_id`,`customer_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `messages_appointment` ON `messages` (`tenant_id`,`appointment_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `messages_address` ON `messages` (`tenant_id`,`address_index`,`created_at`);--> statement-breakpoint
CREATE INDEX `messages_created` ON `messages` (`created_at`);--> statement-breakpoint
CREATE TABLE `opt_outs` (
	`tenant_id` text NOT NULL,
	`channel` text NOT NULL,
	`address_index` text NOT NULL,
	`opted_out_at` integer NOT NULL,
	`source` text NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`tenant_id`, `channel`, `address_index`)
);
--> statement-breakpoint
CREATE INDEX `opt_outs_newest` ON `opt_outs` (`tenant_id`,`opted_out_at`);