ALTER TABLE `phone_numbers` ADD `routing_mode` text;--> statement-breakpoint
ALTER TABLE `phone_numbers` ADD `language` text;--> statement-breakpoint
ALTER TABLE `voice_settings` ADD `routing_mode` text DEFAULT 'ai_always' NOT NULL;--> statement-breakpoint
ALTER TABLE `voice_settings` ADD `ring_seconds` integer DEFAULT 20 NOT NULL;