CREATE TABLE `calcom_v1_bookings` (
	`tenant_id` text NOT NULL,
	`account_id` text NOT NULL,
	`booking_id` integer NOT NULL,
	`uid` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `account_id`, `booking_id`)
);
--> statement-breakpoint
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
CREATE INDEX `calendar_targets_channel` ON `calendar_targets` (`channel_id`) WHERE channel_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `conversations` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`party` text NOT NULL,
	`customer_id` text,
	`address_index` text,
	`status` text NOT NULL,
	`is_unread` integer NOT NULL,
	`paused_at` integer,
	`owner_id` text,
	`last_at` integer NOT NULL,
	`last_message_id` text NOT NULL,
	`last_incoming_id` text,
	`last_channel` text NOT NULL,
	`last_whatsapp_at` integer,
	`place` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_party` ON `conversations` (`tenant_id`,`party`);--> statement-breakpoint
CREATE INDEX `conversations_place` ON `conversations` (`tenant_id`,`place`,`id`);--> statement-breakpoint
CREATE TABLE `customer_merges` (
	`tenant_id` text NOT NULL,
	`from_id` text NOT NULL,
	`into_id` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`moved` text NOT NULL,
	`taken` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `from_id`)
);
--> statement-breakpoint
CREATE INDEX `customer_merges_into` ON `customer_merges` (`tenant_id`,`into_id`,`at`);--> statement-breakpoint
CREATE TABLE `lead_import_rows` (
	`tenant_id` text NOT NULL,
	`import_id` text NOT NULL,
	`run` integer NOT NULL,
	`line` integer NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`phone_index` text,
	`email_index` text,
	`sealed_cells` text,
	PRIMARY KEY(`tenant_id`, `import_id`, `run`, `line`)
);
--> statement-breakpoint
CREATE INDEX `lead_import_rows_phone` ON `lead_import_rows` (`tenant_id`,`import_id`,`run`,`phone_index`);--> statement-breakpoint
CREATE INDEX `lead_import_rows_email` ON `lead_import_rows` (`tenant_id`,`import_id`,`run`,`email_index`);--> statement-breakpoint
CREATE TABLE `lead_imports` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`has_consent` integer NOT NULL,
	`mapping` text NOT NULL,
	`headers` text NOT NULL,
	`delimiter` text NOT NULL,
	`parts` integer NOT NULL,
	`run` integer NOT NULL,
	`part` integer NOT NULL,
	`record_in_part` integer NOT NULL,
	`line` integer NOT NULL,
	`sealed_carry` text,
	`created` integer NOT NULL,
	`duplicates` integer NOT NULL,
	`invalid` integer NOT NULL,
	`opted_out` integer NOT NULL,
	`failure` text,
	`actor` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lead_imports_created` ON `lead_imports` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `lead_imports_running` ON `lead_imports` (`updated_at`) WHERE status IN ('checking', 'importing');--> statement-breakpoint
CREATE INDEX `lead_imports_age` ON `lead_imports` (`updated_at`);--> statement-breakpoint
CREATE TABLE `lead_events` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text,
	`customer_id` text,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`facts` text NOT NULL,
	`sealed_words` text
);
--> statement-breakpoint
CREATE INDEX `lead_events_lead` ON `lead_events` (`tenant_id`,`lead_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `lead_events_customer` ON `lead_events` (`tenant_id`,`customer_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `leads` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`phone_index` text,
	`email_index` text,
	`phone_type` text,
	`sealed` text NOT NULL,
	`language` text NOT NULL,
	`status` text NOT NULL,
	`source` text NOT NULL,
	`owner_id` text,
	`customer_id` text,
	`has_consent` integer NOT NULL,
	`first_contact_at` integer,
	`first_contact_by` text,
	`contact_state` text,
	`contact_reason` text,
	`contact_due_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `leads_phone` ON `leads` (`tenant_id`,`phone_index`) WHERE phone_index is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `leads_only_email` ON `leads` (`tenant_id`,`email_index`) WHERE phone_index is null and email_index is not null;--> statement-breakpoint
CREATE INDEX `leads_email` ON `leads` (`tenant_id`,`email_index`);--> statement-breakpoint
CREATE INDEX `leads_created` ON `leads` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `leads_status` ON `leads` (`tenant_id`,`status`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `leads_customer` ON `leads` (`tenant_id`,`customer_id`);--> statement-breakpoint
CREATE INDEX `leads_contact_due` ON `leads` (`contact_due_at`) WHERE contact_state IN ('due', 'trying');--> statement-breakpoint
CREATE TABLE `rollout_choices` (
	`tenant_id` text NOT NULL,
	`name` text NOT NULL,
	`choice` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `rollouts` (
	`name` text PRIMARY KEY NOT NULL,
	`percent` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `enrolment_steps` (
	`tenant_id` text NOT NULL,
	`enrolment_id` text NOT NULL,
	`position` integer NOT NULL,
	`at` integer NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	PRIMARY KEY(`tenant_id`, `enrolment_id`, `position`)
);
--> statement-breakpoint
CREATE TABLE `enrolments` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`sequence_id` text NOT NULL,
	`branch_id` text NOT NULL,
	`lead_id` text,
	`customer_id` text,
	`phone_index` text,
	`email_index` text,
	`unique_key` text NOT NULL,
	`status` text NOT NULL,
	`stop_reason` text,
	`position` integer NOT NULL,
	`next_at` integer,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `enrolments_unique` ON `enrolments` (`tenant_id`,`unique_key`);--> statement-breakpoint
CREATE INDEX `enrolments_due` ON `enrolments` (`next_at`,`id`) WHERE status = 'active';--> statement-breakpoint
CREATE INDEX `enrolments_sequence` ON `enrolments` (`tenant_id`,`sequence_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `enrolments_lead` ON `enrolments` (`tenant_id`,`lead_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `enrolments_customer` ON `enrolments` (`tenant_id`,`customer_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `enrolments_started` ON `enrolments` (`tenant_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `enrolments_phone` ON `enrolments` (`tenant_id`,`phone_index`) WHERE status = 'active';--> statement-breakpoint
CREATE INDEX `enrolments_email` ON `enrolments` (`tenant_id`,`email_index`) WHERE status = 'active';--> statement-breakpoint
CREATE TABLE `lead_settings` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`first_contact` text NOT NULL,
	`words_de` text,
	`words_en` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sequences` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`trigger` text NOT NULL,
	`is_active` integer NOT NULL,
	`recall_months` integer,
	`steps` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sequences_created` ON `sequences` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `sequences_active` ON `sequences` (`trigger`,`tenant_id`) WHERE is_active = 1;--> statement-breakpoint
CREATE TABLE `whatsapp_template_uses` (
	`tenant_id` text NOT NULL,
	`kind` text NOT NULL,
	`language` text NOT NULL,
	`name` text NOT NULL,
	`template_language` text NOT NULL,
	`variables` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `kind`, `language`)
);
--> statement-breakpoint
ALTER TABLE `customers` ADD `merged_into` text;--> statement-breakpoint
CREATE INDEX `customers_merged` ON `customers` (`tenant_id`,`merged_into`) WHERE merged_into is not null;--> statement-breakpoint
ALTER TABLE `tenants` ADD `logo` text;