CREATE TABLE `lead_inboxes` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`branch_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`sealed_secret` text NOT NULL,
	`has_consent` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_inboxes_secret` ON `lead_inboxes` (`secret_hash`);