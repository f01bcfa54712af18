CREATE TABLE `customer_name_tokens` (
	`tenant_id` text NOT NULL,
	`token` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `token`, `customer_id`)
);
--> statement-breakpoint
CREATE INDEX `customer_name_tokens_customer` ON `customer_name_tokens` (`tenant_id`,`customer_id`);--> statement-breakpoint
DROP INDEX `audit_log_at`;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `seal` text;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `seq` integer;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `hash` text;--> statement-breakpoint
CREATE INDEX `audit_log_page` ON `audit_log` (`tenant_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_log_subject` ON `audit_log` (`tenant_id`,`subject_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_log_chain` ON `audit_log` (`tenant_id`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_log_unchained` ON `audit_log` (`tenant_id`,`at`,`id`) WHERE seq is null;--> statement-breakpoint
ALTER TABLE `customers` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `customers` ADD `is_name_indexed` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `customers_unindexed` ON `customers` (`tenant_id`,`id`) WHERE is_name_indexed = 0;--> statement-breakpoint
ALTER TABLE `tenants` ADD `key_erased_at` integer;--> statement-breakpoint
ALTER TABLE `calls` ADD `phone_index` text;--> statement-breakpoint
CREATE INDEX `calls_phone` ON `calls` (`tenant_id`,`phone_index`,`created_at`,`id`);--> statement-breakpoint
ALTER TABLE `connections` ADD `name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `connections` ADD `secret_changed_at` integer;--> statement-breakpoint
CREATE INDEX `webhook_events_connection` ON `webhook_events` (`tenant_id`,`connection_id`,`received_at`);