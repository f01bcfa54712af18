CREATE TABLE `phone_verifications` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`call_id` text NOT NULL,
	`phone_index` text NOT NULL,
	`code_hash` text NOT NULL,
	`guesses` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`verified_at` integer
);
--> statement-breakpoint
CREATE INDEX `phone_verifications_call` ON `phone_verifications` (`tenant_id`,`call_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `phone_verifications_created` ON `phone_verifications` (`created_at`);