-- 导入区划: what was copied to the incoming_ tables becomes the regions. Rows that say the same
-- are not touched; nothing is removed that the ledger may stand on.
INSERT INTO regions_region AS r (code, fiscal_code, fiscal_code_status, name, full_name, level,
                                 administrative_parent_id, aliases, pinyin, status, source)
SELECT * FROM incoming_region
ON CONFLICT (code) DO UPDATE SET
    (fiscal_code, fiscal_code_status, name, full_name, level, administrative_parent_id, aliases,
     pinyin, status, source)
    = (excluded.fiscal_code, excluded.fiscal_code_status, excluded.name, excluded.full_name,
       excluded.level, excluded.administrative_parent_id, excluded.aliases, excluded.pinyin,
       excluded.status, excluded.source)
WHERE r IS DISTINCT FROM excluded;

DELETE FROM regions_fiscalparent p WHERE NOT EXISTS (SELECT FROM incoming_parent i
    WHERE i.region_id = p.region_id AND i.from_date IS NOT DISTINCT FROM p.from_date);
INSERT INTO regions_fiscalparent AS p (region_id, parent_id, from_date, to_date, status, source)
SELECT * FROM incoming_parent
ON CONFLICT (region_id, from_date) DO UPDATE SET
    (parent_id, to_date, status, source)
    = (excluded.parent_id, excluded.to_date, excluded.status, excluded.source)
WHERE (p.parent_id, p.to_date, p.status, p.source)
    IS DISTINCT FROM (excluded.parent_id, excluded.to_date, excluded.status, excluded.source);

-- 管辖: above in either tree, by the latest bond. A county that its province manages is still
-- looked after by its prefecture, which pools funds for it and may turn out to pass its money on.
CREATE TEMPORARY TABLE incoming_reach ON COMMIT DROP AS
WITH RECURSIVE bond AS (
    (SELECT DISTINCT ON (region_id) region_id, parent_id FROM regions_fiscalparent
     ORDER BY region_id, from_date DESC NULLS LAST)
    UNION SELECT code, administrative_parent_id FROM regions_region
), reach AS (
    SELECT code AS ancestor_id, code AS descendant_id FROM regions_region
    UNION
    SELECT bond.parent_id, reach.descendant_id FROM reach
    JOIN bond ON bond.region_id = reach.ancestor_id WHERE bond.parent_id IS NOT NULL
)
SELECT ancestor_id, descendant_id FROM reach;
DELETE FROM regions_reach r WHERE NOT EXISTS (SELECT FROM incoming_reach i
    WHERE i.ancestor_id = r.ancestor_id AND i.descendant_id = r.descendant_id);
INSERT INTO regions_reach (ancestor_id, descendant_id)
SELECT ancestor_id, descendant_id FROM incoming_reach ON CONFLICT DO NOTHING;

-- 机构: by their customary names; what was registered by hand stays as it is.
SELECT set_config('zhida.scope', '100000', true);
INSERT INTO regions_agency AS a (code, name, kind, region_id, status, source)
SELECT * FROM incoming_agency
ON CONFLICT (code) DO UPDATE SET (name, source) = (excluded.name, excluded.source)
WHERE a.status = 'derived' AND (a.name, a.source) IS DISTINCT FROM (excluded.name, excluded.source);
