// @title Who was under a probe on 5 July?
// @graph ../graph-data/china-tech-2021.json

AS OF date('2021-07-05')
MATCH (c:Company)-[:PROBED_BY]->() RETURN c.name AS company ORDER BY company;

// @expect in order
// | company               |
// | 'Boss Zhipin'         |
// | 'Didi'                |
// | 'Full Truck Alliance' |
