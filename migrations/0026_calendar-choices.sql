CREATE TABLE `calendar_choices` (
	`tenant_id` text NOT NULL,
	`account_id` text PRIMARY KEY NOT NULL,
	`credential_version` integer NOT NULL,
	`sealed_choices` text NOT NULL,
	`read_at` integer NOT NULL
);
