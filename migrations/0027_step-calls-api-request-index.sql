DROP INDEX `api_requests_old`;--> statement-breakpoint
ALTER TABLE `outbound_calls` ADD `enrolment_id` text;