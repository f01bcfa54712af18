CREATE TABLE `provider_circuits` (
	`tenant_id` text NOT NULL,
	`connection` text NOT NULL,
	`id` text NOT NULL,
	`provider` text NOT NULL,
	`state` text NOT NULL,
	`openings` integer NOT NULL,
	`retry_at` integer,
	`changed_at` integer NOT NULL,
	`last_error` text,
	PRIMARY KEY(`tenant_id`, `connection`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `provider_circuits_id` ON `provider_circuits` (`id`);--> statement-breakpoint
CREATE INDEX `provider_circuits_changed` ON `provider_circuits` (`changed_at`,`id`);