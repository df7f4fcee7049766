// @title Who was under a probe on 1 July 2021?
// @graph ../graph-data/china-tech-2021.json

AS OF date('2021-07-01')
MATCH (c:Company)-[:PROBED_BY]->() RETURN c.name AS company;

// @expect in any order
// | company |
