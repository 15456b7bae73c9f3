// Hands the cuts of a step to the picture, which listens under the same name (see curve.js).
export default function ({ data }) {
  const channel = (globalThis[Symbol.for("palmares.cuts")] ??= new EventTarget());
  channel.cuts = data;
  channel.dispatchEvent(new Event("cuts"));
}
