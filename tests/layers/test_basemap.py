"""The basemap: nothing crosses the world, clip edges stay invisible, disputed places are not judged."""

import itertools
import json

import pytest

from layers import basemap, linecode, ringfile

TARTUS = (35.874, 34.914)
SEVASTOPOL = (33.53, 44.608)
GOLAN = (35.75, 33.0)
HMEIMIM = (35.945, 35.412)
DIEGO_GARCIA = (72.411, -7.313)
CODES = [
    name.removeprefix("outline/")
    for name in ringfile._opened("countries.zip").namelist()
    if name.startswith("outline/")
]
SPREAD = [(-175 + 11.7 * n, -60 + 37 * n % 130) for n in range(30)]


def rings(part):
    return linecode.unpack_lines(part["land"])


def lines(part):
    return linecode.unpack_lines(part["borders"])


def runs_along_its_box(part, line):
    west, south, east, north = (edge * part["units"] for edge in part["box"])
    sides = [(0, west), (0, east), (1, south), (1, north)]
    steps = list(itertools.pairwise(line))
    return any(
        abs(start[axis] - edge) < 0.5 and abs(end[axis] - edge) < 0.5
        for start, end in steps
        for axis, edge in sides
    )


@pytest.mark.parametrize(
    "line",
    [
        [(0, 0)],
        [(-18000, 9000), (18000, -9000)],
        [(1, -1), (35, 34), (-1, 69), (680, -611), (-1, 70), (0, 0)],
        [(180000, -90000), (-120000, 90000)],
    ],
)
def test_a_packed_line_reads_back_as_it_was(line):
    assert linecode.unpack(linecode.pack(line)) == line


def test_a_packed_line_needs_no_escaping():
    assert set(linecode.pack([(-123456, 65432), (7, -7)])) <= set(linecode.ALPHABET)
    assert not set(linecode.ALPHABET) & set("\"'&<>\\`$ ")


@pytest.mark.parametrize("step", [-320_000, 320_000])
def test_a_step_beyond_the_whole_world_is_refused(step):
    with pytest.raises(ValueError, match="too long to be packed"):
        linecode.pack([(step, 0)])


def test_packed_lines_read_back_as_they_were():
    lines = [[(5, 6), (7, 9)], [(-18000, 9000)], [(1, 1), (0, 0), (700, -700)]]
    assert linecode.unpack_lines(linecode.pack_lines(lines)) == lines


def test_no_lines_are_no_text():
    assert linecode.pack_lines([]) == ""
    assert linecode.unpack_lines("") == []


def width(points):
    return max(x for x, _ in points) - min(x for x, _ in points)


def test_only_antarctica_is_a_country_wider_than_half_the_world():
    outlines = basemap.country_outlines(["AQ", "RU", "US", "FJ", "NZ", "KI", "CA", "FR", "GB"])
    parts = [(code, part.bounds) for code, shape in outlines.items() for part in shape.geoms]
    assert {code for code, (west, _, east, _) in parts if east - west > 180} == {"AQ"}


def test_only_antarctica_and_the_old_world_are_land_wider_than_half_the_world():
    wide = [ring for ring in rings(basemap.world()) if width(ring) > 18000]
    assert sorted(round(width(ring) / 100) for ring in wide) == [198, 360]


def test_no_border_crosses_half_the_world():
    assert max(width(line) for line in lines(basemap.world())) < 18000


def test_the_world_is_small_enough_for_the_page():
    assert len(json.dumps(basemap.world())) < 250_000


def test_details_of_thirty_spread_sites_stay_small():
    assert len(json.dumps(basemap.detail(SPREAD, reach_km=600))) < 250_000


def test_sites_near_one_another_share_a_part():
    assert len(basemap.detail([TARTUS, HMEIMIM])["parts"]) == 1


def test_parts_do_not_overlap():
    parts = basemap.detail([TARTUS, HMEIMIM, GOLAN, DIEGO_GARCIA])["parts"]
    boxes = [part["box"] for part in parts]
    pairs = [(one, other) for one in boxes for other in boxes if one is not other]
    assert all(
        one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
        for one, other in pairs
    )


def test_the_land_of_a_part_fills_no_more_than_its_box():
    (part,) = basemap.detail([TARTUS])["parts"]
    west, south, east, north = (round(edge * part["units"]) for edge in part["box"])
    assert all(west <= x <= east and south <= y <= north for ring in rings(part) for x, y in ring)


def test_borders_of_a_part_include_no_edge_of_its_box():
    parts = basemap.detail([TARTUS, SEVASTOPOL, *SPREAD])["parts"]
    assert not any(runs_along_its_box(part, line) for part in parts for line in lines(part))


def test_a_part_holds_the_land_that_lies_in_its_box():
    import shapely

    box = (-20.0, 30.0, 40.0, 60.0)
    whole = shapely.union_all(basemap._fine_land()).intersection(shapely.box(*box))
    assert shapely.union_all(basemap._within(basemap._fine_land(), [box])[0]).area == pytest.approx(
        whole.area
    )


def test_the_parts_of_several_boxes_are_those_of_each():
    boxes = ((-10.0, 35.0, -5.0, 44.0), (5.0, 40.0, 9.0, 44.0), (100.0, -3.0, 104.0, 2.0))
    assert basemap._parts(boxes) == [part for box in boxes for part in basemap._parts((box,))]


def test_every_ring_of_land_is_told_to_be_a_shell_or_a_hole():
    import shapely

    (part,) = basemap._parts(((45.0, 36.0, 56.0, 48.0),))  # the Caspian Sea
    shapes = [shapely.Polygon(ring) for ring in rings(part)]
    holes = [shape for number, shape in enumerate(shapes) if number in part["holes"]]
    shells = [shape for number, shape in enumerate(shapes) if number not in part["holes"]]
    assert holes
    assert all(any(shell.contains(hole.representative_point()) for shell in shells) for hole in holes)


def test_no_country_and_no_disputed_land_is_missing_from_the_coarse_world():
    import shapely

    world, units = basemap.world(), basemap.world()["units"]
    land = shapely.STRtree([shapely.Polygon(ring) for ring in rings(world)])
    outlines = basemap.country_outlines(CODES)
    sought = outlines | basemap.disputed_land()
    missing = [
        name
        for name, shape in sought.items()
        if not len(land.query(shapely.transform(shape, lambda degrees: degrees * units), "intersects"))
    ]
    assert missing == ["GI", "TV", "UM"]  # too small for Natural Earth's 1:50m
    assert len(outlines) > 230


def test_no_sites_need_no_detail():
    assert basemap.detail([]) == {"parts": []}


def test_a_site_at_the_date_line_has_a_part_within_the_world():
    (part,) = basemap.detail([(179.9, -16.5)])["parts"]
    assert part["box"][2] == 180


def test_tartus_is_in_syria():
    assert basemap.country_at(*TARTUS) == "SY"


@pytest.mark.parametrize("point", [(34.5, 34.9), (-30.0, 30.0), (180.0, 0.0), (-180.0, -40.0)])
def test_a_point_at_sea_is_in_no_country(point):
    assert basemap.country_at(*point) is None


@pytest.mark.parametrize(
    ("point", "code"),
    [((-75.15, 19.92), "CU"), ((63.3, 45.96), "KZ"), ((12.434, 41.902), "VA"), ((21.0, 42.6), "XK")],
)
def test_leased_and_small_places_have_their_code(point, code):
    assert basemap.country_at(*point) == code


def test_a_point_in_a_country_has_no_distance_to_it():
    assert basemap.distance_to_country_km(*TARTUS, "SY") == 0


def test_a_point_at_sea_has_its_distance_to_the_coast():
    assert basemap.distance_to_country_km(35.0, 34.9, "SY") == pytest.approx(79, abs=3)


def test_a_distance_runs_the_short_way_across_the_date_line():
    away = basemap.distance_to_country_km(-179.5, 62.0, "RU")
    assert 20 < away < 120


def test_an_unknown_code_has_no_distance():
    assert basemap.distance_to_country_km(*TARTUS, "ZZ") is None


@pytest.mark.parametrize(("lon", "near"), [(35.874, True), (35.0, False), (38.5, True)])
def test_a_place_is_clearly_near_a_country_or_not(lon: float, near: bool) -> None:
    assert basemap.clearly_within_km(lon, 34.9, "SY", 50) is near


def test_what_is_clearly_near_is_near_by_distance() -> None:
    lons = [35.0 + step / 20 for step in range(20)]
    near = [lon for lon in lons if basemap.clearly_within_km(lon, 34.9, "SY", 50)]
    assert near
    assert [lon for lon in near if (basemap.distance_to_country_km(lon, 34.9, "SY") or 0) > 50] == []


def test_nothing_is_clearly_near_a_code_without_land() -> None:
    assert not basemap.clearly_within_km(*TARTUS, "ZZ", 50)


@pytest.mark.parametrize(
    "point", [SEVASTOPOL, GOLAN, DIEGO_GARCIA, (32.988, 34.59), (-13.2, 27.15), (121.0, 24.0)]
)
def test_a_disputed_place_is_known_as_one(point):
    assert basemap.near_disputed(*point)


@pytest.mark.parametrize("point", [TARTUS, HMEIMIM, (41.191, 37.021), (43.16, 11.547)])
def test_a_place_that_nobody_disputes_is_left_to_the_check(point):
    assert not basemap.near_disputed(*point)


@pytest.mark.parametrize(
    ("code", "point"), [("RU", SEVASTOPOL), ("RU", (34.2, 44.5)), ("IL", GOLAN), ("MA", (-13.2, 27.15))]
)
def test_no_outline_judges_a_disputed_place(code, point):
    from shapely import Point

    assert not basemap.country_outlines([code])[code].covers(Point(point))


def test_outlines_come_only_for_codes_with_land():
    assert set(basemap.country_outlines(["SY", "ZZ", "NATO"])) == {"SY"}


def test_every_dispute_says_one_thing_in_a_sentence():
    assert all(dispute["name"] and dispute["says"].endswith(".") for dispute in basemap.disputed())


def test_every_line_that_natural_earth_draws_was_found():
    named = {
        "Crimea",
        "Golan Heights",
        "West Bank and Gaza",
        "Western Sahara",
        "Kosovo",
        "Kashmir",
        "Somaliland",
    }
    assert named <= {dispute["name"] for dispute in basemap.disputed() if dispute["lines"]}


def test_no_solid_border_runs_where_a_disputed_one_is_drawn():
    from shapely import LineString, union_all

    (part,) = basemap.detail([GOLAN], reach_km=40)["parts"]
    golan = next(dispute for dispute in basemap.disputed() if dispute["name"] == "Golan Heights")
    dashed = LineString(golan["lines"][0]).buffer(0.005)
    solid = union_all([LineString([(x / 1000, y / 1000) for x, y in line]) for line in lines(part)])
    assert solid.intersection(dashed).length < 0.03


def test_towns_near_a_site_are_named_in_three_languages():
    tartus = [label for label in basemap.labels([TARTUS]) if label["name"]["en"] == "Tartus"]
    assert [label["name"] for label in tartus] == [{"en": "Tartus", "ar": "طرطوس", "ru": "Тартус"}]


def test_a_map_without_sites_names_countries_and_seas_only():
    assert {label["kind"] for label in basemap.labels([])} == {"country", "sea"}


def test_no_name_is_empty():
    assert all(all(label["name"].values()) for label in basemap.labels([TARTUS, *SPREAD]))


def test_the_credit_names_every_source():
    assert all(
        source in basemap.CREDIT
        for source in ("Natural Earth", "GeoNames (CC BY 4.0)", "CLDR", "list of ours")
    )
