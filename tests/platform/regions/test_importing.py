"""导入区划: the fiscal tree in the database says what the tables say, however often it is imported."""

from __future__ import annotations

from django.db import connections

from zhida.core.regions import ancestors, fiscal_nodes, get
from zhida.platform.regions.importing import import_regions
from zhida.platform.regions.models import Agency, FiscalParent, Reach, Region

NODES = fiscal_nodes()


def reached_from(code: str) -> set[str]:
    return set(Reach.objects.filter(descendant_id=code).values_list("ancestor_id", flat=True))


def test_every_node_and_every_bond_is_there_with_its_source(database: str) -> None:
    assert Region.objects.count() == len({node.code for node in NODES})
    assert FiscalParent.objects.count() == len(NODES)
    assert not Region.objects.filter(source="").exclude(code="100000").exists()
    assert not FiscalParent.objects.filter(source="").exists()


def test_a_code_that_no_source_gives_is_marked_local(database: str) -> None:
    zones = Region.objects.filter(code__regex=r"^\d{9}$")
    assert zones.count() > 100
    assert set(zones.values_list("fiscal_code_status", flat=True)) == {"local"}


def test_the_centre_reaches_everything_and_everything_reaches_itself(database: str) -> None:
    everything = set(Region.objects.values_list("code", flat=True))
    assert {each.descendant_id for each in Reach.objects.filter(ancestor_id="100000")} == everything
    assert {
        each.ancestor_id for each in Reach.objects.all() if each.ancestor_id == each.descendant_id
    } == everything


def test_a_county_that_its_province_manages_is_still_reached_by_its_prefecture(
    database: str,
) -> None:
    bond = FiscalParent.objects.filter(region_id="330782").order_by("-from_date").first()
    assert bond is not None and (bond.parent_id, bond.status) == ("330000", "recalled")
    assert reached_from("330782") == {"330782", "330000", "330700", "100000"}


def test_reach_holds_all_above_in_either_tree_and_goes_on(database: str) -> None:
    pairs = set(Reach.objects.values_list("ancestor_id", "descendant_id"))
    newest = {node.code: node for node in NODES}
    for code, node in newest.items():
        for above in filter(None, (node.fiscal_parent, node.administrative_parent)):
            assert (above, code) in pairs
        region = get(code)
        if region:
            assert all((each.code, code) in pairs for each in ancestors(region))
    below: dict[str, set[str]] = {}
    for above, code in pairs:
        below.setdefault(above, set()).add(code)
    for reached in below.values():
        assert all(below[code] <= reached for code in reached)


def test_nobody_reaches_a_neighbour_or_upwards(database: str) -> None:
    assert "650200" not in reached_from("650100")
    assert Reach.objects.filter(ancestor_id="650102").count() == 1


def test_each_region_has_a_finance_and_a_medical_security_agency(database: str) -> None:
    assert Agency.objects.get(code="650100-finance").name == "乌鲁木齐市财政局"
    assert Agency.objects.get(code="650000-medical-security").name == "新疆维吾尔自治区医疗保障局"
    assert Agency.objects.get(code="100000-finance").name == "财政部"
    for kind in (Agency.Kind.FINANCE, Agency.Kind.MEDICAL_SECURITY):
        assert Agency.objects.filter(kind=kind).count() == Region.objects.count()


def test_a_second_import_touches_no_row(database: str) -> None:
    def touched() -> list[tuple[object, ...]]:
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT 'r', code, xmin::text FROM regions_region UNION ALL"
                " SELECT 'p', id::text, xmin::text FROM regions_fiscalparent UNION ALL"
                " SELECT 'a', id::text, xmin::text FROM regions_agency UNION ALL"
                " SELECT 'x', id::text, xmin::text FROM regions_reach ORDER BY 1, 2"
            )
            return list(cursor.fetchall())

    before = touched()
    import_regions("owner")
    assert touched() == before


def test_what_changed_is_brought_up_to_date_and_what_was_registered_stays(database: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('zhida.scope', '100000', false)")
        cursor.execute("UPDATE regions_region SET name = '旧名' WHERE code = '650100'")
        cursor.execute(
            "UPDATE regions_fiscalparent SET parent_id = '440000' WHERE region_id = '650100'"
        )
        cursor.execute(
            "INSERT INTO regions_reach (ancestor_id, descendant_id) VALUES ('440000', '650100')"
        )
        cursor.execute("UPDATE regions_agency SET name = '旧局' WHERE code = '650100-finance'")
        cursor.execute(
            "INSERT INTO regions_agency (code, name, kind, region_id, status, source)"
            " VALUES ('650100-unit-0001', '某医院', 'unit', '650100', 'local', '登记')"
        )
    import_regions("owner")
    assert Region.objects.get(code="650100").name == "乌鲁木齐市"
    assert reached_from("650100") == {"650100", "650000", "100000"}
    assert Agency.objects.get(code="650100-finance").name == "乌鲁木齐市财政局"
    assert Agency.objects.get(code="650100-unit-0001").name == "某医院"
