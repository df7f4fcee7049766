// @title Which companies are listed somewhere in a country? (a place may be part of it)
// @graph ../graph-data/china-tech-2021.json
// @param country: STRING = 'United States'

MATCH (c:Company)-[:LISTED_IN]->()-[:PART_OF*0..3]->(:Place {name: $country})
RETURN c.name AS company ORDER BY company;

// @expect in order
// | company               |
// | 'Alibaba'             |
// | 'Boss Zhipin'         |
// | 'Didi'                |
// | 'Full Truck Alliance' |
