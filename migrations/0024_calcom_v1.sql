CREATE TABLE `calcom_v1_bookings` (
	`tenant_id` text NOT NULL,
	`account_id` text NOT NULL,
	`booking_id` integer NOT NULL,
	`uid` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `account_id`, `booking_id`)
);
--> statement-breakpoint
CREATE TABLE `rollout_choices` (
	`tenant_id` text NOT NULL,
	`name` text NOT NULL,
	`choice` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `rollouts` (
	`name` text PRIMARY KEY NOT NULL,
	`percent` integer NOT NULL,
	`updated_at` integer NOT NULL
);
