CREATE TABLE `emails` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`sealed_recipient` text NOT NULL,
	`sealed_body` text,
	`provider_id` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`settled_at` integer
);
--> statement-breakpoint
CREATE INDEX `emails_queued` ON `emails` (`next_attempt_at`) WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX `emails_created` ON `emails` (`created_at`);--> statement-breakpoint
CREATE INDEX `emails_tenant` ON `emails` (`tenant_id`,`created_at`,`id`);