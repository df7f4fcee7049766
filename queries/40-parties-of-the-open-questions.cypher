// @title Which parties do the open questions touch, and what do we know of their listings?
// @graph ../graph-data/china-tech-2021.json

MATCH (q:Question)-[:ABOUT]->(x) WHERE NOT x:Rule
OPTIONAL MATCH (x)-[l:LISTED_IN]->(p)
RETURN q.id AS id, x.name AS about, p.name AS listed_in ORDER BY id;

// @expect in order
// | id   | about       | listed_in       |
// | 'q1' | 'Alibaba'   | 'United States' |
// | 'q2' | 'Hong Kong' | null            |
