// Distances and directions on the sphere, in words; numbers as they are typed; outlines as GeoJSON has them.

const EARTH_KM = 6371.0088;
const DIRECTIONS = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
const radians = (degrees) => (degrees * Math.PI) / 180;

// The great circle between two places: {km, degrees}, clockwise from north where it sets out.
function wayBetween(from, to) {
  const lat = radians(from.lat), otherLat = radians(to.lat), across = radians(to.lon - from.lon);
  const half = Math.sin((otherLat - lat) / 2) ** 2 + Math.cos(lat) * Math.cos(otherLat) * Math.sin(across / 2) ** 2;
  const east = Math.sin(across) * Math.cos(otherLat);
  const north = Math.cos(lat) * Math.sin(otherLat) - Math.sin(lat) * Math.cos(otherLat) * Math.cos(across);
  return { km: 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half))), degrees: ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360 };
}

// "moved 1.2 km to the north-east"; nothing where it is less than a metre.
function movedInWords(from, to) {
  const { km, degrees } = wayBetween(from, to);
  if (km < 0.001) return "";
  return `moved ${distanceInWords(km)} to the ${DIRECTIONS[Math.round(degrees / 45) % 8]}`;
}

function distanceInWords(km) {
  if (km < 0.095) return `${Math.round(km * 1000)} m`;
  if (km < 0.995) return `${Math.round(km * 100) * 10} m`;
  return km < 9.95 ? `${km.toFixed(1)} km` : `${Math.round(km).toLocaleString("en")} km`;
}

// A number as people write it, NaN where it is none.
function readNumber(text) {
  const plain = text.trim().replace(/°$/, "").replace("−", "-").replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

const decimalsOf = (step) => Math.ceil(-Math.log10(step) - 1e-9);
const rounded = (degrees, step) => Number((Math.round(degrees / step) * step).toFixed(6));
// Between -180 and 180, to the last digit where it is so already.
const wrapped = (lon) => (Math.abs(lon) <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180);
// The same meridian in the copy of the world that is nearest to another one.
const nearestCopy = (lon, to) => lon + 360 * Math.round((to - lon) / 360);

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// The polygons of a footprint, each a list of rings of [lon, lat].
function polygonsOf(footprint) {
  if (!footprint) return [];
  return footprint.type === "Polygon" ? [footprint.coordinates] : footprint.coordinates;
}

function ringOf(corners) {
  const ring = corners.map(({ lat, lon }) => [lon, lat]);
  return { type: "Polygon", coordinates: [[...ring, ring[0]]] };
}
