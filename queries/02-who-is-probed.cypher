// @title Who is being probed, by whom, since when?
// @graph ../graph-data/china-tech-2021.json

MATCH (c:Company)-[p:PROBED_BY]->(a)
RETURN c.name AS company, a.name AS agency, p.valid_from AS since
ORDER BY since, company;

// @expect in order
// | company               | agency                        | since      |
// | 'Didi'                | 'Cybersecurity Review Office' | 2021-07-02 |
// | 'Boss Zhipin'         | 'Cybersecurity Review Office' | 2021-07-05 |
// | 'Full Truck Alliance' | 'Cybersecurity Review Office' | 2021-07-05 |
