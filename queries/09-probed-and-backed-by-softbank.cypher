// @title Which SoftBank-backed companies are under a probe, with citations?
// @graph ../graph-data/china-tech-2021.json

CITE
MATCH (:Company {name: 'SoftBank'})-[:INVESTED_IN]->(c)-[:PROBED_BY]->()
RETURN c.name AS company ORDER BY company;

// @expect in order
// | company               | cite                               |
// | 'Didi'                | 'tc-2021-07-20#2, tc-2021-07-20#3' |
// | 'Full Truck Alliance' | 'tc-2021-07-20#6'                  |
