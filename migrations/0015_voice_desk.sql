CREATE TABLE `callback_tasks` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`call_id` text NOT NULL,
	`status` text NOT NULL,
	`urgency` text NOT NULL,
	`topic` text NOT NULL,
	`owner_id` text,
	`sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`settled_at` integer
);
--> statement-breakpoint
CREATE INDEX `callback_tasks_created` ON `callback_tasks` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `callback_tasks_status` ON `callback_tasks` (`tenant_id`,`status`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `callback_tasks_call` ON `callback_tasks` (`tenant_id`,`call_id`);--> statement-breakpoint
CREATE TABLE `caller_lists` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`phone_index` text NOT NULL,
	`sealed` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `caller_lists_phone` ON `caller_lists` (`tenant_id`,`phone_index`);--> statement-breakpoint
CREATE INDEX `caller_lists_created` ON `caller_lists` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `function_calls` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`call_id` text NOT NULL,
	`branch_id` text NOT NULL,
	`name` text NOT NULL,
	`is_ok` integer NOT NULL,
	`code` text,
	`error` text,
	`latency_ms` integer NOT NULL,
	`sealed` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `function_calls_call` ON `function_calls` (`tenant_id`,`call_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `knowledge_entries` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text,
	`question` text NOT NULL,
	`answer` text NOT NULL,
	`language` text NOT NULL,
	`tags` text NOT NULL,
	`is_active` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `knowledge_entries_created` ON `knowledge_entries` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `transfer_rules` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`topic` text NOT NULL,
	`aliases` text NOT NULL,
	`hours` text,
	`language` text,
	`sealed_destination` text NOT NULL,
	`is_active` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `transfer_rules_branch` ON `transfer_rules` (`tenant_id`,`branch_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `voice_settings` (
	`tenant_id` text NOT NULL,
	`branch_id` text NOT NULL,
	`greeting` text NOT NULL,
	`ai_disclosure` text NOT NULL,
	`recording_disclosure` text NOT NULL,
	`tone` text NOT NULL,
	`languages` text NOT NULL,
	`emergency_words` text NOT NULL,
	`max_call_seconds` integer NOT NULL,
	`silence_end_seconds` integer NOT NULL,
	`version` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `branch_id`)
);
