// @title Which companies does an investor back?
// @graph ../graph-data/china-tech-2021.json
// @param investor: STRING = 'SoftBank'

MATCH (:Company {name: $investor})-[:INVESTED_IN]->(c)
RETURN c.name AS company ORDER BY company;

// @expect in order
// | company               |
// | 'Didi'                |
// | 'Full Truck Alliance' |
