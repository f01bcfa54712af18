CREATE INDEX `calendar_mirrors_all_dead` ON `calendar_mirrors` (`updated_at`,`id`) WHERE state = 'dead';--> statement-breakpoint
CREATE INDEX `calendar_mirrors_all_waiting` ON `calendar_mirrors` (`updated_at`,`id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `rollout_choices_name` ON `rollout_choices` (`name`,`updated_at`,`tenant_id`);