/** For pages that show what a text will cost before it is sent. */
export { smsSize } from "../domain/messaging/sms-segments.ts";
