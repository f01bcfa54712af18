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
CREATE INDEX `sequences_active` ON `sequences` (`trigger`,`tenant_id`) WHERE is_active = 1;