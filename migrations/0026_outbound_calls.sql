CREATE TABLE `call_consents` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`phone_index` text NOT NULL,
	`action` text NOT NULL,
	`basis` text,
	`sealed` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `call_consents_phone` ON `call_consents` (`tenant_id`,`phone_index`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `call_consents_at` ON `call_consents` (`tenant_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `outbound_calls` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`lead_id` text,
	`customer_id` text,
	`phone_index` text NOT NULL,
	`sealed` text NOT NULL,
	`basis` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`attempts` text NOT NULL,
	`call_id` text,
	`next_attempt_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbound_calls_created` ON `outbound_calls` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `outbound_calls_lead` ON `outbound_calls` (`tenant_id`,`lead_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `outbound_calls_customer` ON `outbound_calls` (`tenant_id`,`customer_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `outbound_calls_call` ON `outbound_calls` (`tenant_id`,`call_id`);--> statement-breakpoint
CREATE INDEX `outbound_calls_due` ON `outbound_calls` (`next_attempt_at`) WHERE status IN ('due', 'calling');--> statement-breakpoint
CREATE TABLE `outbound_settings` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`settings` text NOT NULL,
	`updated_at` integer NOT NULL
);
