// @title Which facts have no source at all?
// @graph ../graph-data/china-tech-2021.json

MATCH (a)-[r]->(b) WHERE r.source IS NULL
RETURN a.name AS who, type(r) AS did, b.name AS whom;

// @expect in any order
// | who        | did       | whom            |
// | 'New York' | 'PART_OF' | 'United States' |
