CREATE TABLE `calendar_choices` (
	`tenant_id` text NOT NULL,
	`account_id` text PRIMARY KEY NOT NULL,
	`credential_version` integer NOT NULL,
	`sealed_choices` text NOT NULL,
	`read_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `calendar_reconciles` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`cause` text NOT NULL,
	`state` text NOT NULL,
	`position` text,
	`steps` integer DEFAULT 0 NOT NULL,
	`checked` integer DEFAULT 0 NOT NULL,
	`missing` integer DEFAULT 0 NOT NULL,
	`moved` integer DEFAULT 0 NOT NULL,
	`orphaned` integer DEFAULT 0 NOT NULL,
	`gone` integer DEFAULT 0 NOT NULL,
	`proposed` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	`error` text,
	`started_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `calendar_reconciles_account` ON `calendar_reconciles` (`tenant_id`,`account_id`,`started_at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_reconciles_running` ON `calendar_reconciles` (`tenant_id`,`account_id`) WHERE state = 'running';--> statement-breakpoint
CREATE INDEX `calendar_reconciles_stuck` ON `calendar_reconciles` (`updated_at`) WHERE state = 'running';--> statement-breakpoint
CREATE INDEX `calendar_reconciles_age` ON `calendar_reconciles` (`started_at`);--> statement-breakpoint
CREATE TABLE `call_index` (
	`tenant_id` text NOT NULL,
	`document` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` text NOT NULL,
	`call_version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `call_index_call` ON `call_index` (`tenant_id`,`call_id`);--> statement-breakpoint
CREATE TABLE `call_quality` (
	`tenant_id` text NOT NULL,
	`call_id` text NOT NULL,
	`branch_id` text,
	`at` integer NOT NULL,
	`score` integer,
	`findings` text DEFAULT '[]' NOT NULL,
	`scored_at` integer,
	`seen_at` integer,
	PRIMARY KEY(`tenant_id`, `call_id`)
);
--> statement-breakpoint
CREATE INDEX `call_quality_score` ON `call_quality` (`tenant_id`,`score`,`at`);--> statement-breakpoint
CREATE INDEX `call_quality_waiting` ON `call_quality` (`at`) WHERE scored_at is null;--> statement-breakpoint
CREATE INDEX `call_quality_open` ON `call_quality` (`tenant_id`,`at`) WHERE seen_at is null and score < 60;--> statement-breakpoint
CREATE TABLE `call_recordings` (
	`tenant_id` text NOT NULL,
	`call_id` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`file_key` text,
	`content_type` text,
	`bytes` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`wanted_at` integer NOT NULL,
	`stored_at` integer,
	`expires_at` integer,
	PRIMARY KEY(`tenant_id`, `call_id`)
);
--> statement-breakpoint
CREATE INDEX `call_recordings_wanted` ON `call_recordings` (`wanted_at`) WHERE state = 'wanted';--> statement-breakpoint
CREATE INDEX `call_recordings_expires` ON `call_recordings` (`expires_at`) WHERE state = 'stored';--> statement-breakpoint
CREATE TABLE `call_settings` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`keeps_recordings` integer NOT NULL,
	`recording_days` integer NOT NULL,
	`word_days` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `lead_inboxes` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`sealed_secret` text NOT NULL,
	`has_consent` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_inboxes_secret` ON `lead_inboxes` (`secret_hash`);--> statement-breakpoint
CREATE TABLE `lead_name_tokens` (
	`tenant_id` text NOT NULL,
	`token` text NOT NULL,
	`lead_id` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `token`, `lead_id`)
);
--> statement-breakpoint
CREATE INDEX `lead_name_tokens_lead` ON `lead_name_tokens` (`tenant_id`,`lead_id`);--> statement-breakpoint
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
CREATE INDEX `on_call_steps_person` ON `on_call_steps` (`tenant_id`,`person_id`,`at`);--> statement-breakpoint
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
--> statement-breakpoint
CREATE TABLE `push_subscriptions` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`endpoint_hash` text NOT NULL,
	`sealed_target` text NOT NULL,
	`device` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_subscriptions_endpoint` ON `push_subscriptions` (`tenant_id`,`endpoint_hash`);--> statement-breakpoint
CREATE INDEX `push_subscriptions_user` ON `push_subscriptions` (`tenant_id`,`user_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `setup_steps` (
	`tenant_id` text NOT NULL,
	`step` text NOT NULL,
	`state` text NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `step`)
);
--> statement-breakpoint
ALTER TABLE `calendar_mirrors` ADD `entry_key` text;--> statement-breakpoint
ALTER TABLE `calendar_mirrors` ADD `begun_at` integer;--> statement-breakpoint
ALTER TABLE `calendar_mirrors` ADD `vendor_updated_at` integer;--> statement-breakpoint
CREATE INDEX `calendar_mirrors_all_dead` ON `calendar_mirrors` (`updated_at`,`id`) WHERE state = 'dead';--> statement-breakpoint
CREATE INDEX `calendar_mirrors_all_waiting` ON `calendar_mirrors` (`updated_at`,`id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `calendar_mirrors_key` ON `calendar_mirrors` (`tenant_id`,`target_id`,`entry_key`);--> statement-breakpoint
ALTER TABLE `calendar_targets` ADD `channel_error` text;--> statement-breakpoint
ALTER TABLE `calendar_targets` ADD `channel_retry_at` integer;--> statement-breakpoint
ALTER TABLE `customer_merges` ADD `conversation` text;--> statement-breakpoint
ALTER TABLE `leads` ADD `is_name_indexed` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `leads_unindexed` ON `leads` (`tenant_id`,`id`) WHERE is_name_indexed = 0;--> statement-breakpoint
ALTER TABLE `portal_tokens` ADD `proof` text DEFAULT 'email' NOT NULL;--> statement-breakpoint
ALTER TABLE `calls` ADD `words_erased_at` integer;--> statement-breakpoint
CREATE INDEX `calls_with_words` ON `calls` (`tenant_id`,`created_at`) WHERE words_erased_at is null;--> statement-breakpoint
ALTER TABLE `phone_numbers` ADD `routing_mode` text;--> statement-breakpoint
ALTER TABLE `phone_numbers` ADD `language` text;--> statement-breakpoint
CREATE INDEX `phone_numbers_ordering` ON `phone_numbers` (`created_at`) WHERE state = 'ordering';--> statement-breakpoint
ALTER TABLE `voice_settings` ADD `routing_mode` text DEFAULT 'ai_always' NOT NULL;--> statement-breakpoint
ALTER TABLE `voice_settings` ADD `ring_seconds` integer DEFAULT 20 NOT NULL;--> statement-breakpoint
CREATE INDEX `rollout_choices_name` ON `rollout_choices` (`name`,`updated_at`,`tenant_id`);--> statement-breakpoint
CREATE INDEX `function_calls_at` ON `function_calls` (`tenant_id`,`at`);