CREATE TABLE `on_call_alerts` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`call_id` text NOT NULL,
	`task_id` text NOT NULL,
	`status` text NOT NULL,
	`rung` integer DEFAULT 0 NOT NULL,
	`next_step_at` integer NOT NULL,
	`acknowledged_by` text,
	`acknowledged_via` text,
	`acknowledged_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `on_call_alerts_created` ON `on_call_alerts` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `on_call_alerts_due` ON `on_call_alerts` (`next_step_at`) WHERE status = 'open';--> statement-breakpoint
CREATE TABLE `on_call_people` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`hours` text,
	`language` text NOT NULL,
	`phone_index` text NOT NULL,
	`sealed` text NOT NULL,
	`is_active` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `on_call_people_order` ON `on_call_people` (`tenant_id`,`position`,`id`);--> statement-breakpoint
CREATE INDEX `on_call_people_phone` ON `on_call_people` (`tenant_id`,`phone_index`);--> statement-breakpoint
CREATE TABLE `on_call_settings` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`is_on` integer NOT NULL,
	`wait_minutes` integer NOT NULL,
	`rounds` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `on_call_steps` (
	`tenant_id` text NOT NULL,
	`alert_id` text NOT NULL,
	`step` integer NOT NULL,
	`person_id` text NOT NULL,
	`message_id` text NOT NULL,
	`call` text,
	`token_hash` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `alert_id`, `step`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `on_call_steps_token` ON `on_call_steps` (`token_hash`);--> statement-breakpoint
CREATE INDEX `on_call_steps_person` ON `on_call_steps` (`tenant_id`,`person_id`,`at`);