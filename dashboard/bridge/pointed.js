export default function ({ data, setTriggerValue }) {
  const shared = hub();
  shared.report = (id) => setTriggerValue("picked", id);
  shared.takeHalf("pointed", data.state);
}
