ALTER TABLE `calls` ADD `marked_spam` integer;--> statement-breakpoint
CREATE INDEX `on_call_alerts_waiting` ON `on_call_alerts` (`tenant_id`,`created_at`,`id`) WHERE status <> 'acknowledged';