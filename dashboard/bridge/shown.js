export default function ({ data }) {
  hub().takeHalf("shown", data.state);
}
