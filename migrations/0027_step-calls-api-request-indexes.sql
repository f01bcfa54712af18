DROP INDEX `api_requests_old`;--> statement-breakpoint
DROP INDEX `api_requests_request`;--> statement-breakpoint
CREATE INDEX `api_requests_request` ON `api_requests` (`tenant_id`,`request_id`);--> statement-breakpoint
ALTER TABLE `outbound_calls` ADD `enrolment_id` text;