export default function ({ data, setTriggerValue }) {
  const shared = hub();
  const { state } = data;
  const before = shared.said.state?.state;
  shared.report = (id) => setTriggerValue("picked", id);
  // The page moves the map by itself to another dossier, and to a record picked elsewhere.
  const picked = before && state.selected !== before.selected && state.selected !== shared.pickedHere;
  if (before && (picked || state.look.key !== before.look.key)) shared.where = null;
  if (JSON.stringify(state) !== JSON.stringify(before)) shared.say({ basing: "state", state });
  writeWhere(shared.where);
}
