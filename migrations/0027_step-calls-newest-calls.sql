DROP INDEX `api_requests_old`;--> statement-breakpoint
ALTER TABLE `outbound_calls` ADD `enrolment_id` text;--> statement-breakpoint
CREATE INDEX `calls_newest` ON `calls` (`created_at`,`id`);