CREATE TABLE `impersonations` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`operator_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`sealed_reason` text NOT NULL,
	`mode` text NOT NULL,
	`started_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `impersonations_token` ON `impersonations` (`token_hash`);--> statement-breakpoint
CREATE INDEX `impersonations_tenant` ON `impersonations` (`tenant_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `impersonations_operator` ON `impersonations` (`operator_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `operators` (
	`id` text PRIMARY KEY NOT NULL,
	`email_index` text NOT NULL,
	`sealed_profile` text NOT NULL,
	`wrapped_key` text NOT NULL,
	`password_hash` text,
	`setup_hash` text,
	`setup_expires_at` integer,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `operators_email` ON `operators` (`email_index`);--> statement-breakpoint
CREATE UNIQUE INDEX `operators_setup` ON `operators` (`setup_hash`);--> statement-breakpoint
CREATE TABLE `known_devices` (
	`tenant_id` text NOT NULL,
	`account_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `account_id`, `token_hash`)
);
--> statement-breakpoint
CREATE INDEX `known_devices_expiry` ON `known_devices` (`expires_at`);--> statement-breakpoint
CREATE TABLE `passkey_challenges` (
	`challenge` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`binding` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `passkey_challenges_expiry` ON `passkey_challenges` (`expires_at`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`credential_id` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`is_backed_up` integer NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passkeys_credential` ON `passkeys` (`credential_id`);--> statement-breakpoint
CREATE INDEX `passkeys_account` ON `passkeys` (`tenant_id`,`account_id`);--> statement-breakpoint
CREATE TABLE `pending_logins` (
	`tenant_id` text NOT NULL,
	`token_hash` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`method` text NOT NULL,
	`wants` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `pending_logins_account` ON `pending_logins` (`tenant_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `pending_logins_expiry` ON `pending_logins` (`expires_at`);--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`tenant_id` text NOT NULL,
	`account_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`used_at` integer,
	PRIMARY KEY(`tenant_id`, `account_id`, `code_hash`)
);
--> statement-breakpoint
CREATE TABLE `sign_ins` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`at` integer NOT NULL,
	`method` text NOT NULL,
	`second_factor` text,
	`outcome` text NOT NULL,
	`device` text NOT NULL,
	`network` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sign_ins_account` ON `sign_ins` (`tenant_id`,`account_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `sign_ins_at` ON `sign_ins` (`at`);--> statement-breakpoint
CREATE TABLE `totp_secrets` (
	`tenant_id` text NOT NULL,
	`account_id` text NOT NULL,
	`sealed_secret` text NOT NULL,
	`last_step` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`confirmed_at` integer,
	PRIMARY KEY(`tenant_id`, `account_id`)
);
--> statement-breakpoint
ALTER TABLE `sessions` ADD `id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `method` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `second_factor` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `device` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `network` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `stepped_up_at` integer;--> statement-breakpoint
CREATE INDEX `sessions_id` ON `sessions` (`id`);--> statement-breakpoint
ALTER TABLE `tenants` ADD `require_second_factor_for` text DEFAULT '["owner"]' NOT NULL;