CREATE TABLE `appointments` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`service_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`customer_id` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`status` text NOT NULL,
	`version` integer NOT NULL,
	`channel` text NOT NULL,
	`call_id` text,
	`sealed_contact` text NOT NULL,
	`language` text NOT NULL,
	`price_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`cancel_reason` text,
	`resource_ids` text DEFAULT '[]' NOT NULL,
	`party_size` integer DEFAULT 1 NOT NULL,
	`approval_expires_at` integer,
	`checked_in_at` integer,
	`group_id` text,
	`group_kind` text,
	`group_position` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `appointments_branch_start` ON `appointments` (`tenant_id`,`branch_id`,`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `appointments_customer` ON `appointments` (`tenant_id`,`customer_id`,`starts_at`,`id`);--> statement-breakpoint
CREATE INDEX `appointments_group` ON `appointments` (`tenant_id`,`group_id`) WHERE group_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `appointments_call` ON `appointments` (`tenant_id`,`call_id`);--> statement-breakpoint
CREATE INDEX `appointments_start` ON `appointments` (`tenant_id`,`starts_at`,`id`);--> statement-breakpoint
CREATE TABLE `branches` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL,
	`language` text NOT NULL,
	`address` text NOT NULL,
	`phone` text,
	`holiday_region` text,
	`rulebook_version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `branches_tenant` ON `branches` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `hours_exceptions` (
	`tenant_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`date` text NOT NULL,
	`spans` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `owner_id`, `date`)
);
--> statement-breakpoint
CREATE TABLE `opening_hours` (
	`tenant_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`weekday` integer NOT NULL,
	`from_minute` integer NOT NULL,
	`to_minute` integer NOT NULL,
	`valid_from` text DEFAULT '' NOT NULL,
	`valid_until` text,
	PRIMARY KEY(`tenant_id`, `owner_id`, `weekday`, `from_minute`, `valid_from`)
);
--> statement-breakpoint
CREATE TABLE `resources` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`archived_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `resources_branch` ON `resources` (`tenant_id`,`branch_id`);--> statement-breakpoint
CREATE TABLE `service_staff` (
	`tenant_id` text NOT NULL,
	`service_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`tenant_id`, `service_id`, `staff_id`)
);
--> statement-breakpoint
CREATE TABLE `services` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`name` text NOT NULL,
	`aliases` text NOT NULL,
	`description` text NOT NULL,
	`duration_minutes` integer NOT NULL,
	`buffer_before_minutes` integer NOT NULL,
	`buffer_after_minutes` integer NOT NULL,
	`minimum_notice_minutes` integer NOT NULL,
	`horizon_days` integer NOT NULL,
	`slot_step_minutes` integer NOT NULL,
	`price_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`policy` text DEFAULT '{}' NOT NULL,
	`position` integer NOT NULL,
	`archived_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `services_branch` ON `services` (`tenant_id`,`branch_id`,`position`);--> statement-breakpoint
CREATE TABLE `staff` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`name` text NOT NULL,
	`follows_branch_hours` integer NOT NULL,
	`position` integer NOT NULL,
	`archived_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `staff_branch` ON `staff` (`tenant_id`,`branch_id`,`position`);--> statement-breakpoint
CREATE TABLE `time_off` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`from_date` text NOT NULL,
	`to_date` text NOT NULL,
	`span` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `time_off_staff` ON `time_off` (`tenant_id`,`staff_id`,`to_date`);--> statement-breakpoint
CREATE TABLE `customers` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`phone_index` text,
	`email_index` text,
	`sealed_contact` text NOT NULL,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_phone` ON `customers` (`tenant_id`,`phone_index`) WHERE phone_index is not null;--> statement-breakpoint
CREATE INDEX `customers_email` ON `customers` (`tenant_id`,`email_index`);--> statement-breakpoint
CREATE INDEX `customers_created` ON `customers` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`tenant_id` text,
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`secret_hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_secret` ON `api_keys` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `api_keys_tenant` ON `api_keys` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`tenant_id` text NOT NULL,
	`token_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`tenant_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `users` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`email_index` text NOT NULL,
	`sealed_profile` text NOT NULL,
	`password_hash` text NOT NULL,
	`role` text NOT NULL,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email_index`);--> statement-breakpoint
CREATE INDEX `users_tenant` ON `users` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `audit_log` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject_id` text NOT NULL,
	`facts` text NOT NULL,
	`request_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_at` ON `audit_log` (`tenant_id`,`at`);--> statement-breakpoint
CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`queue` text NOT NULL,
	`body` text NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `drift_reports` (
	`tenant_id` text NOT NULL,
	`branch_id` text NOT NULL,
	`at` integer NOT NULL,
	`checked` integer NOT NULL,
	`missing` integer NOT NULL,
	`stale` integer NOT NULL,
	`surplus` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `drift_reports_at` ON `drift_reports` (`tenant_id`,`branch_id`,`at`);--> statement-breakpoint
CREATE TABLE `webhook_events` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`type` text NOT NULL,
	`dedupe_key` text NOT NULL,
	`status` text NOT NULL,
	`sealed_payload` text,
	`file_key` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`received_at` integer NOT NULL,
	`processed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_events_dedupe` ON `webhook_events` (`tenant_id`,`connection_id`,`dedupe_key`);--> statement-breakpoint
CREATE INDEX `webhook_events_open` ON `webhook_events` (`received_at`) WHERE status = 'received';--> statement-breakpoint
CREATE TABLE `tenants` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`language` text NOT NULL,
	`wrapped_key` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tenants_slug` ON `tenants` (`slug`);--> statement-breakpoint
CREATE TABLE `calls` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`connection_id` text NOT NULL,
	`provider` text NOT NULL,
	`provider_call_id` text NOT NULL,
	`branch_id` text,
	`direction` text NOT NULL,
	`status` text NOT NULL,
	`language` text,
	`started_at` integer,
	`ended_at` integer,
	`duration_ms` integer,
	`disconnection_reason` text,
	`successful` integer,
	`sentiment` text,
	`cost_cents` real,
	`sealed` text NOT NULL,
	`file_key` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calls_provider` ON `calls` (`tenant_id`,`connection_id`,`provider_call_id`);--> statement-breakpoint
CREATE INDEX `calls_created` ON `calls` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `calls_status` ON `calls` (`tenant_id`,`status`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `connections` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`default_branch_id` text NOT NULL,
	`sealed_secret` text NOT NULL,
	`created_at` integer NOT NULL,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE INDEX `connections_tenant` ON `connections` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `phone_numbers` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`e164` text NOT NULL,
	`connection_id` text NOT NULL,
	`branch_id` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `phone_numbers_e164` ON `phone_numbers` (`e164`);--> statement-breakpoint
CREATE INDEX `phone_numbers_connection` ON `phone_numbers` (`tenant_id`,`connection_id`);