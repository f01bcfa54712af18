CREATE TABLE `lead_name_tokens` (
	`tenant_id` text NOT NULL,
	`token` text NOT NULL,
	`lead_id` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `token`, `lead_id`)
);
--> statement-breakpoint
CREATE INDEX `lead_name_tokens_lead` ON `lead_name_tokens` (`tenant_id`,`lead_id`);--> statement-breakpoint
ALTER TABLE `leads` ADD `is_name_indexed` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `leads_unindexed` ON `leads` (`tenant_id`,`id`) WHERE is_name_indexed = 0;