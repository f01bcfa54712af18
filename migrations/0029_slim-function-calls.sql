-- Without a rowid the rows lie in the order of their primary key: one tree instead of three.
CREATE TABLE `__new_function_calls` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`call_id` text NOT NULL,
	`branch_id` text NOT NULL,
	`name` text NOT NULL,
	`is_ok` integer NOT NULL,
	`code` text,
	`error` text,
	`latency_ms` integer NOT NULL,
	`sealed` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_function_calls`("tenant_id", "id", "call_id", "branch_id", "name", "is_ok", "code", "error", "latency_ms", "sealed", "at") SELECT "tenant_id", "id", "call_id", "branch_id", "name", "is_ok", "code", "error", "latency_ms", "sealed", "at" FROM `function_calls`;--> statement-breakpoint
DROP TABLE `function_calls`;--> statement-breakpoint
ALTER TABLE `__new_function_calls` RENAME TO `function_calls`;--> statement-breakpoint
CREATE INDEX `function_calls_call` ON `function_calls` (`tenant_id`,`call_id`,`at`,`id`);