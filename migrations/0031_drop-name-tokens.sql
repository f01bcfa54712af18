DROP TABLE `customer_name_tokens`;--> statement-breakpoint
DROP TABLE `lead_name_tokens`;