CREATE TABLE `voice_agents` (
	`tenant_id` text NOT NULL,
	`connection_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`branch_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `connection_id`, `agent_id`)
);
--> statement-breakpoint
ALTER TABLE `webhook_events` ADD `branch_id` text;--> statement-breakpoint
ALTER TABLE `webhook_events` ADD `confidence` real;--> statement-breakpoint
ALTER TABLE `webhook_events` ADD `evidence` text;--> statement-breakpoint
CREATE INDEX `webhook_events_status` ON `webhook_events` (`status`,`received_at`,`id`);--> statement-breakpoint
CREATE INDEX `webhook_events_received` ON `webhook_events` (`received_at`,`id`);