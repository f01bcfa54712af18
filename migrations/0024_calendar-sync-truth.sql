ALTER TABLE `calendar_mirrors` ADD `entry_key` text;--> statement-breakpoint
ALTER TABLE `calendar_mirrors` ADD `begun_at` integer;--> statement-breakpoint
ALTER TABLE `calendar_mirrors` ADD `vendor_updated_at` integer;--> statement-breakpoint
CREATE INDEX `calendar_mirrors_key` ON `calendar_mirrors` (`tenant_id`,`target_id`,`entry_key`);--> statement-breakpoint
ALTER TABLE `calendar_targets` ADD `channel_error` text;--> statement-breakpoint
ALTER TABLE `calendar_targets` ADD `channel_retry_at` integer;