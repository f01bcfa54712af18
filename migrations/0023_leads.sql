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
CREATE INDEX `leads_contact_due` ON `leads` (`contact_due_at`) WHERE contact_state IN ('due', 'trying');