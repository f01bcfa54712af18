CREATE TABLE `api_requests` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`key_id` text NOT NULL,
	`method` text NOT NULL,
	`path` text NOT NULL,
	`status` integer NOT NULL,
	`code` text,
	`duration_ms` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `api_requests_page` ON `api_requests` (`tenant_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `api_requests_request` ON `api_requests` (`tenant_id`,`request_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `api_requests_failed` ON `api_requests` (`tenant_id`,`at`,`id`) WHERE status >= 400;--> statement-breakpoint
CREATE INDEX `api_requests_old` ON `api_requests` (`at`);--> statement-breakpoint
ALTER TABLE `calls` ADD `agent_id` text;--> statement-breakpoint
ALTER TABLE `calls` ADD `marked_spam` integer;--> statement-breakpoint
CREATE INDEX `calls_agent` ON `calls` (`tenant_id`,`agent_id`,`created_at`,`id`);--> statement-breakpoint
ALTER TABLE `phone_numbers` ADD `agent_uri` text;--> statement-breakpoint
CREATE INDEX `on_call_alerts_waiting` ON `on_call_alerts` (`tenant_id`,`created_at`,`id`) WHERE status <> 'acknowledged';