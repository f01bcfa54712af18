CREATE TABLE `customer_merges` (
	`tenant_id` text NOT NULL,
	`from_id` text NOT NULL,
	`into_id` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`moved` text NOT NULL,
	`taken` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `from_id`)
);
--> statement-breakpoint
CREATE INDEX `customer_merges_into` ON `customer_merges` (`tenant_id`,`into_id`,`at`);--> statement-breakpoint
ALTER TABLE `customers` ADD `merged_into` text;--> statement-breakpoint
CREATE INDEX `customers_merged` ON `customers` (`tenant_id`,`merged_into`) WHERE merged_into is not null;