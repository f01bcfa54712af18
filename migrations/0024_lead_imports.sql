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
CREATE INDEX `lead_imports_age` ON `lead_imports` (`updated_at`);