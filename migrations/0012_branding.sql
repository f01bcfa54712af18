ALTER TABLE `tenants` ADD `accent_colour` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `tagline` text;