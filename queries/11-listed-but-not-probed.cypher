// @title Which companies listed in a country are not under a probe?
// @graph ../graph-data/china-tech-2021.json
// @param country: STRING = 'United States'

MATCH (c:Company)-[:LISTED_IN]->()-[:PART_OF*0..3]->(:Place {name: $country})
WHERE NOT (c)-[:PROBED_BY]->()
RETURN c.name AS company;

// @expect in any order
// | company   |
// | 'Alibaba' |
