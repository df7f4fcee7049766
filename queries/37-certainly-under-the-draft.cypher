// @title Which companies certainly fall under the draft (plan to list abroad, known to have more users than the threshold)?
// @graph ../graph-data/china-tech-2021.json

MATCH (:Rule {status: 'draft'})-[:HAS_PROVISION]->(p)
MATCH (c:Company)-[:PLANS_LISTING_IN]->(), (c)-[:OPERATES]->()-[:HAS_MEASURE]->(m)
WHERE m.value > p.more_than
RETURN c.name AS company;

// @expect in any order
// | company |
