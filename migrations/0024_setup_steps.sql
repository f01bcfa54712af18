CREATE TABLE `setup_steps` (
	`tenant_id` text NOT NULL,
	`step` text NOT NULL,
	`state` text NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `step`)
);
