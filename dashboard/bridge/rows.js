export default function ({ data }) {
  const shared = hub();
  if (shared.said.rows?.rows.hash !== data.rows.hash) shared.say({ basing: "rows", rows: data.rows });
}
