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