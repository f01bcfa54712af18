/** Points along the longer side: sharp wherever a logo is shown. */
const LONGEST = 512;
/** What the server takes; a photograph as PNG may be more, and is sent as WebP then. */
const MAX_BYTES = 100_000;
const QUALITY = 0.85;

/** Any picture that the browser can draw, made small, in base64. Throws for what is no picture. */
export async function readPicture(file: File): Promise<string> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.ceil(picture.width * scale), Math.ceil(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const exact = await canvas.convertToBlob({ type: "image/png" });
  const blob = exact.size <= MAX_BYTES ? exact : await canvas.convertToBlob({ type: "image/webp", quality: QUALITY });
  return toBase64(new Uint8Array(await blob.arrayBuffer()));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
