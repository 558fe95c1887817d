// What the browser kept of a file is told to a session that has changed nothing of it yet, and waits for its answer.
export default function ({ data, parentElement, setTriggerValue }) {
  const { draft, touched, asked, settled } = data, kept = keptDraft(draft.file);
  if (draft.text !== draft.whole) keepDraft(draft, draft.text);
  else if (!kept || kept.when === asked) return;
  else if (touched || kept.when === settled || kept.text === draft.text) dropDraft(draft.file);
  else setTriggerValue("found", kept);
}
