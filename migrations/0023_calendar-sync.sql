CREATE TABLE `calendar_accounts` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`name` text NOT NULL,
	`sealed_credential` text NOT NULL,
	`credential_version` integer DEFAULT 1 NOT NULL,
	`renewal_until` integer,
	`state` text NOT NULL,
	`state_reason` text,
	`outside_change` text NOT NULL,
	`last_sync_at` integer,
	`last_error` text,
	`last_error_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `calendar_accounts_created` ON `calendar_accounts` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `calendar_consents` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`session_id` text NOT NULL,
	`provider` text NOT NULL,
	`account_id` text,
	`sealed_verifier` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `calendar_consents_age` ON `calendar_consents` (`expires_at`);--> statement-breakpoint
CREATE TABLE `calendar_mirrors` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`target_id` text NOT NULL,
	`appointment_id` text NOT NULL,
	`wanted_version` integer NOT NULL,
	`done_version` integer DEFAULT 0 NOT NULL,
	`state` text NOT NULL,
	`external_id` text,
	`etag` text,
	`written_starts_at` integer,
	`written_ends_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	`last_error` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_mirrors_once` ON `calendar_mirrors` (`tenant_id`,`appointment_id`,`target_id`);--> statement-breakpoint
CREATE INDEX `calendar_mirrors_due` ON `calendar_mirrors` (`tenant_id`,`account_id`,`next_attempt_at`,`id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `calendar_mirrors_overdue` ON `calendar_mirrors` (`next_attempt_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `calendar_mirrors_dead` ON `calendar_mirrors` (`tenant_id`,`account_id`,`updated_at`) WHERE state = 'dead';--> statement-breakpoint
CREATE INDEX `calendar_mirrors_list` ON `calendar_mirrors` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `calendar_mirrors_external` ON `calendar_mirrors` (`tenant_id`,`target_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `calendar_outside_busy` (
	`tenant_id` text NOT NULL,
	`target_id` text NOT NULL,
	`external_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `target_id`, `external_id`)
);
--> statement-breakpoint
CREATE TABLE `calendar_proposals` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`target_id` text NOT NULL,
	`mirror_id` text NOT NULL,
	`appointment_id` text NOT NULL,
	`appointment_version` integer NOT NULL,
	`kind` text NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`state` text NOT NULL,
	`refusal` text,
	`raised_at` integer NOT NULL,
	`resolved_at` integer,
	`resolved_by` text
);
--> statement-breakpoint
CREATE INDEX `calendar_proposals_raised` ON `calendar_proposals` (`tenant_id`,`raised_at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_proposals_open` ON `calendar_proposals` (`tenant_id`,`mirror_id`) WHERE state = 'open';--> statement-breakpoint
CREATE TABLE `calendar_sync_log` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`target_id` text,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`error` text,
	`subject_id` text,
	`count` integer
);
--> statement-breakpoint
CREATE INDEX `calendar_sync_log_account` ON `calendar_sync_log` (`tenant_id`,`account_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `calendar_sync_log_age` ON `calendar_sync_log` (`at`);--> statement-breakpoint
CREATE TABLE `calendar_targets` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`branch_id` text NOT NULL,
	`calendar_id` text NOT NULL,
	`external_id` text NOT NULL,
	`external_name` text NOT NULL,
	`service_id` text,
	`writes` integer NOT NULL,
	`reads` integer NOT NULL,
	`cursor` text,
	`full_sync_at` integer,
	`next_sync_at` integer NOT NULL,
	`last_sync_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`busy_count` integer DEFAULT 0 NOT NULL,
	`channel_id` text,
	`channel_resource` text,
	`channel_token_hash` text,
	`channel_ends_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `calendar_targets_created` ON `calendar_targets` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `calendar_targets_account` ON `calendar_targets` (`tenant_id`,`account_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_targets_once` ON `calendar_targets` (`tenant_id`,`account_id`,`calendar_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `calendar_targets_calendar` ON `calendar_targets` (`tenant_id`,`calendar_id`);--> statement-breakpoint
CREATE INDEX `calendar_targets_due` ON `calendar_targets` (`next_sync_at`) WHERE reads = 1 OR writes = 1;--> statement-breakpoint
CREATE INDEX `calendar_targets_channel` ON `calendar_targets` (`channel_id`) WHERE channel_id IS NOT NULL;