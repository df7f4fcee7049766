// @title Which may fall under it (plan to list abroad, number of users not known)?
// @graph ../graph-data/china-tech-2021.json

MATCH (c:Company)-[l:PLANS_LISTING_IN]->(p)
WHERE NOT (c)-[:OPERATES]->()-[:HAS_MEASURE]->()
RETURN c.name AS company, p.name AS place, l.status AS plan;

// @expect in any order
// | company     | place           | plan      |
// | 'ByteDance' | 'United States' | 'on hold' |
