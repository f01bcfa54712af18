ALTER TABLE `webhook_deliveries` ADD `request_id` text;--> statement-breakpoint
ALTER TABLE `webhook_messages` ADD `request_id` text;