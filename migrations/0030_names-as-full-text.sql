CREATE TABLE `name_index` (
	`tenant_id` text NOT NULL,
	`document` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`owner_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `name_index_owner` ON `name_index` (`tenant_id`,`owner_id`);--> statement-breakpoint
-- By keyed hashes of the beginnings of names. Without contents and positions: it holds nothing that can be read.
CREATE VIRTUAL TABLE `name_words` USING fts5(`tokens`, content='', contentless_delete=1, detail=none, tokenize='ascii');--> statement-breakpoint
-- The cron makes them findable again, some thousands a minute.
UPDATE `customers` SET `is_name_indexed` = 0 WHERE `erased_at` IS NULL;--> statement-breakpoint
UPDATE `leads` SET `is_name_indexed` = 0;
