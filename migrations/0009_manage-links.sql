CREATE TABLE `manage_links` (
	`tenant_id` text NOT NULL,
	`token_hash` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`appointment_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `manage_links_appointment` ON `manage_links` (`tenant_id`,`appointment_id`);--> statement-breakpoint
CREATE INDEX `manage_links_expiry` ON `manage_links` (`expires_at`);