CREATE TABLE `agent_versions` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`connection_id` text NOT NULL,
	`provider` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`checksum` text NOT NULL,
	`plan` text NOT NULL,
	`voice_id` text,
	`engine_id` text,
	`agent_id` text,
	`vendor_version` text,
	`error` text,
	`restored_from` integer,
	`created_at` integer NOT NULL,
	`claimed_at` integer NOT NULL,
	`published_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agent_versions_number` ON `agent_versions` (`tenant_id`,`branch_id`,`connection_id`,`number`);--> statement-breakpoint
CREATE INDEX `agent_versions_created` ON `agent_versions` (`tenant_id`,`branch_id`,`created_at`,`id`);--> statement-breakpoint
ALTER TABLE `connections` ADD `sealed_api_key` text;